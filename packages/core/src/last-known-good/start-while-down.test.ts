import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const PROGRAM = fileURLToPath(new URL('start-while-down.test.fixture.js', import.meta.url));
const key = () => randomBytes(32).toString('base64');

describe('A process that starts while the vault is down', () => {
  let folder: string;
  let path: string;

  const run = async (env: NodeJS.ProcessEnv, ...args: readonly string[]) => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [PROGRAM, path, ...args], { env });
    expect(stderr).to.equal('');
    return stdout.trimEnd();
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'start-'));
    path = join(folder, 'known-good');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gets what the one before it read, and without that one, or its key, says why not', async () => {
    const env = { KNOWN_GOOD_KEY: key() };
    expect(await run(env)).to.equal('UNAVAILABLE vault: down. No last known good value of it is kept.');
    expect(await run(env, 'postgres://ann:correct-horse@db/app')).to.equal('ann correct-horse false');
    expect((await readFile(path)).includes('correct')).to.equal(false);
    expect(await run(env)).to.equal('ann correct-horse true');
    expect(await run({ KNOWN_GOOD_KEY: key() })).to.include('was written with another key');
    expect(await run({})).to.include(
      'The environment variable KNOWN_GOOD_KEY of the key of the last known good file is not set.',
    );
    expect(await run(env, 'postgres://ann:newer@db/app')).to.equal('ann newer false');
    expect(await run(env)).to.equal('ann newer true');
  });
});
