import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect } from 'chai';
import { SecretsError } from '../errors.js';
import { caught } from '../test-kit/caught.js';
import { readKeyRing } from './key-ring.js';
import type { KeySource } from './key-source.js';
import { readKey } from './key-source.js';

describe('A key is read', () => {
  const key = randomBytes(32);
  const text = key.toString('base64');
  let folder: string;
  const read = async (source: KeySource, env = {}) => Buffer.from(await readKey(source, env));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'key-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('from the code, a provider that may take its time, and the environment', async () => {
    for (const source of [key, text, () => key, async () => text])
      expect(await read(source)).to.deep.equal(key);
    expect(await read({ env: 'KNOWN_GOOD_KEY' }, { KNOWN_GOOD_KEY: text })).to.deep.equal(key);
  });

  it('from a file that holds it as text or as bytes', async () => {
    const path = join(folder, 'key');
    for (const content of [text, `${text}\n`, `${text}\r\n`, key]) {
      await writeFile(path, content);
      expect(await read({ file: path })).to.deep.equal(key);
    }
  });

  it('from nowhere else, and the message says where it was looked for', async () => {
    const path = join(folder, 'key');
    await writeFile(path, 'x'.repeat(2_000));
    for (const [source, problem] of [
      [
        { env: 'KNOWN_GOOD_KEY' },
        'The environment variable KNOWN_GOOD_KEY of the key of the last known good file is not set.',
      ],
      [
        { file: join(folder, 'none') },
        `The key file ${folder}/none of the last known good file cannot be read (ENOENT).`,
      ],
      [
        { file: join(path, 'below') },
        `The key file ${path}/below of the last known good file cannot be read (ENOTDIR).`,
      ],
      [
        { file: folder },
        `The key file ${folder} of the last known good file is no regular file of at most 1 KiB.`,
      ],
      [
        { file: path },
        `The key file ${path} of the last known good file is no regular file of at most 1 KiB.`,
      ],
    ] as const) {
      const error = await caught(readKey(source, {}));
      expect(error.code).to.equal('INVALID_CONFIG');
      expect(error.problem).to.equal(problem);
    }
    const empty = await caught(readKey({ env: 'KNOWN_GOOD_KEY' }, { KNOWN_GOOD_KEY: '' }));
    expect(empty.problem).to.match(/ KNOWN_GOOD_KEY of the key of the last known good file is empty\.$/);
    const wrong = await caught(readKey({ env: 'KNOWN_GOOD_KEY' }, { KNOWN_GOOD_KEY: 'hunter2' }));
    expect(wrong.message).to.include('variable KNOWN_GOOD_KEY is not 32 bytes');
    expect(inspect(wrong)).not.to.include('hunter2');
  });

  it('from a provider that fails without a word of what it said', async () => {
    const error = await caught(readKey(() => Promise.reject(new Error('hunter2')), {}));
    expect(error.code).to.equal('UNAVAILABLE');
    expect(inspect(error)).not.to.include('hunter2');
    const own = new SecretsError('ACCESS_DENIED', 'kms: no.');
    expect(await caught(readKey(() => Promise.reject(own), {}))).to.equal(own);
  });

  it('with an id, which without one is made from the key and tells nothing of it', async () => {
    const [named, unnamed] = await readKeyRing([{ id: '2026-01', key }, { key }], {});
    expect(named.id).to.equal('2026-01');
    expect(unnamed?.id).to.match(/^[0-9a-f]{16}$/);
    expect((await readKeyRing([{ key: text }], {}))[0].id).to.equal(unnamed?.id);
    expect(key.toString('hex')).not.to.include(unnamed?.id);
  });

  it('under an id of its own', async () => {
    const error = await caught(readKeyRing([{ key }, { key }], {}));
    expect(error.message).to.equal('Two keys have one id. Give each an id of its own.');
  });
});
