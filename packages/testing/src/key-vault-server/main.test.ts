import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { sdkClient } from './azure-sdk.test.fixture.js';
import type { KeyVaultServer } from './key-vault-server.js';

const PROGRAM = fileURLToPath(new URL('../../bin/key-vault-server.js', import.meta.url));

describe('chatelaine-key-vault-server', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'key-vault-server-test-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('serves the secrets of a file until it is told to end, and leaves nothing behind', async () => {
    const child = await run(
      '{"greeting":"hello","off":{"value":"x","enabled":false}}',
      '--client-secret',
      'chosen',
    );
    const facts = JSON.parse(await firstLine(child)) as KeyVaultServer;
    const ca = await readFile(facts.caFile, 'utf8');

    expect(facts.clientSecret).to.equal('chosen');
    expect((await sdkClient({ ...facts, ca }).getSecret('greeting')).value).to.equal('hello');

    child.kill('SIGTERM');
    expect(await once(child, 'exit')).to.deep.equal([0, null]);
    expect(existsSync(facts.caFile)).to.equal(false);
  });

  it('names a secret it cannot read, and no value', async () => {
    const child = await run('{"greeting":{"valeu":"hidden"}}');
    let errors = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });

    expect(await once(child, 'close')).to.deep.equal([2, null]);
    expect(errors).to.match(/secrets\.json: secret "greeting" must be/);
    expect(errors).not.to.include('hidden');
  });

  it('names an option it does not know', async () => {
    const child = await run('{}', '--colour');

    expect((await once(child, 'close'))[0]).to.equal(2);
  });

  async function run(secrets: string, ...args: readonly string[]): Promise<ChildProcess> {
    const file = join(folder, 'secrets.json');
    await writeFile(file, secrets);
    return spawn(process.execPath, [PROGRAM, '--secrets', file, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
});

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The program has no output.');
  const [line] = await once(createInterface(child.stdout), 'line');
  return String(line);
}
