import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect } from 'chai';
import type { SecretsError } from '../errors.js';
import type { KnownValue } from '../last-known-good.js';
import type { SecretRef } from '../secret-ref.js';
import { caught } from '../test-kit/caught.js';
import { ref } from '../test-kit/fake-backend.js';
import { ManualClock } from '../test-kit/manual-clock.js';
import { until } from '../test-kit/until.js';
import type { LastKnownGoodFile } from './last-known-good-file.js';
import { lastKnownGoodFile } from './last-known-good-file.js';
import type { LastKnownGoodFileOptions } from './last-known-good-file-options.js';

const A = ref('secret', 'a');
const B = ref('secret', 'b');

describe('A last known good file', () => {
  const key = randomBytes(32);
  let folder: string;
  let path: string;
  let clock: ManualClock;
  let problems: SecretsError[];

  const open = (more: Partial<LastKnownGoodFileOptions> = {}) =>
    lastKnownGoodFile({ path, key, clock, onProblem: (problem) => problems.push(problem), ...more });
  const known = (value: KnownValue['value'], more: Partial<KnownValue> = {}): KnownValue => ({
    value,
    backend: 'vault',
    name: 'stored',
    fetchedAt: clock.now(),
    ...more,
  });
  /** What one process does with the file. */
  const during = async (
    use: (file: LastKnownGoodFile) => void,
    more: Partial<LastKnownGoodFileOptions> = {},
  ) => {
    const file = open(more);
    use(file);
    await file.close();
  };
  const recalled = async (reference = A, more: Partial<LastKnownGoodFileOptions> = {}) =>
    (await open(more).recall(reference))?.value;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'known-good-'));
    path = join(folder, 'known-good');
    clock = new ManualClock();
    problems = [];
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives the next process what the last one remembered, and adds to it', async () => {
    await during((file) => file.remember(A, known('first')));
    await during((file) => file.remember(B, known('second')));
    expect(await recalled()).to.equal('first');
    expect(await recalled(B)).to.equal('second');
    expect(problems).to.deep.equal([]);
  });

  it('is not made, nor its key read, when nothing is remembered', async () => {
    const unused = () => expect.fail('the key was read');
    const file = open({ key: unused });
    expect(await file.recall(A)).to.equal(undefined);
    file.forget(A);
    await file.close();
    expect(await readdir(folder)).to.deep.equal([]);
  });

  it('gives nothing that was answered in this process', async () => {
    await during((file) => file.remember(A, known('first')));
    const file = open();
    expect((await file.recall(A))?.value).to.equal('first');
    file.remember(A, known('second'));
    expect(await file.recall(A)).to.equal(undefined);
    await file.close();
    expect(await recalled()).to.equal('second');
  });

  it('forgets what came from one backend, or from any', async () => {
    await during((file) => file.remember(A, known('first')));
    await during((file) => file.forget(A, 'another'));
    expect(await recalled()).to.equal('first');
    await during((file) => file.forget(A, 'vault'));
    expect(await recalled()).to.equal(undefined);
    await during((file) => file.remember(A, known('first')));
    await during((file) => file.forget(A));
    expect(await recalled()).to.equal(undefined);
  });

  it('drops what is too old when it is written', async () => {
    await during((file) => file.remember(A, known('old')));
    await clock.advance(86_400_000);
    await during((file) => file.remember(B, known('new')));
    expect(await recalled()).to.equal(undefined);
    expect(await recalled(B)).to.equal('new');
  });

  it('ignores what comes after it was closed', async () => {
    const file = open();
    await file.close();
    file.remember(A, known('late'));
    file.forget(A);
    await file.close();
    expect(await readdir(folder)).to.deep.equal([]);
  });

  it('prints nothing of a key or a value', async () => {
    const file = open({ key: key.toString('base64'), context: 'x' });
    file.remember(A, known('hunter2'));
    await file.recall(A);
    const printed = inspect(file, { depth: 9, showHidden: true, getters: true });
    for (const form of ['hunter2', key.toString('base64'), key.toString('hex')])
      expect(printed).not.to.include(form);
    await file.close();
  });

  it('holds no value, no id and no name in clear', async () => {
    const reference = ref('secret', 'billing-api-token');
    await during((file) =>
      file.remember(reference, known('correct-horse-battery', { name: 'prod-billing' })),
    );
    const content = await readFile(path);
    for (const text of ['correct-horse-battery', 'billing-api-token', 'prod-billing']) {
      for (let start = 0; start + 6 <= text.length; start += 1) {
        const window = text.slice(start, start + 6);
        expect(content.includes(window), window).to.equal(false);
        expect(content.includes(btoa(window).replace(/=+$/, '')), window).to.equal(false);
      }
    }
  });

  describe('with keys', () => {
    it('is read with the old key and written with the new one', async () => {
      const next = randomBytes(32);
      const both = { key: undefined, keys: [{ key: next }, { key }] } as object;
      await during((file) => file.remember(A, known('first')));
      expect(await recalled(A, both)).to.equal('first');
      await during((file) => file.remember(B, known('second')), both);
      expect(await recalled(A, { key: next })).to.equal('first');
      expect((await caught(open().recall(A))).message).to.include('was written with another key');
    });

    it('asks for one that failed again', async () => {
      await during((file) => file.remember(A, known('first')));
      let isDown = true;
      const file = open({
        key: async () => {
          if (isDown) throw new Error('kms');
          return key;
        },
      });
      expect((await caught(file.recall(A))).message).to.include('provider of the key');
      isDown = false;
      expect((await file.recall(A))?.value).to.equal('first');
    });

    it('that come late, keeps what was in it, less what is known better meanwhile', async () => {
      const [refused, elsewhere, renewed] = ['a', 'b', 'c'].map((id) => ref('secret', id)) as [
        SecretRef,
        SecretRef,
        SecretRef,
      ];
      await during((file) => {
        for (const one of [refused, elsewhere, renewed]) file.remember(one, known('before'));
      });
      const env: Record<string, string> = {};
      const file = open({ key: { env: 'KEY' }, env });
      await caught(file.recall(refused));
      file.forget(refused, 'vault');
      file.forget(elsewhere, 'another');
      file.remember(renewed, known('newer'));
      await caught(file.recall(refused));
      env.KEY = key.toString('base64');
      expect(await file.recall(refused)).to.equal(undefined);
      expect((await file.recall(elsewhere))?.value).to.equal('before');
      await file.close();
      expect(await recalled(refused)).to.equal(undefined);
      expect(await recalled(renewed)).to.equal('newer');
    });
  });

  describe('that is damaged', () => {
    beforeEach(async () => {
      await during((file) => file.remember(A, known('first')));
      await truncate(path, 100);
    });

    it('is refused, said once, and replaced by the next live answers', async () => {
      const file = open();
      for (let call = 0; call < 3; call += 1) {
        const error = await caught(file.recall(A));
        expect(error.code).to.equal('INVALID_VALUE');
        expect(error.message).to.include(`The last known good file ${path} is damaged`);
      }
      expect(problems).to.have.length(1);
      file.remember(B, known('second'));
      await file.close();
      expect(await recalled(B)).to.equal('second');
    });

    it('is used when somebody puts the right one there', async () => {
      const file = open();
      await caught(file.recall(A));
      await rm(path);
      await during((other) => other.remember(A, known('first')));
      expect((await file.recall(A))?.value).to.equal('first');
    });
  });

  describe('that is none', () => {
    const refusals: readonly [what: string, make: () => Promise<unknown>, problem: string][] = [
      [
        'a file of somebody else',
        () => writeFile(path, 'PASSWORDS', { mode: 0o600 }),
        'is no last known good file',
      ],
      ['a link', () => symlink(join(folder, 'other'), path), 'is a symbolic link, which is not followed.'],
      ['a folder', () => mkdir(path), 'is no regular file.'],
      [
        'larger than 16 MiB',
        () => writeFile(path, '', { mode: 0o600 }).then(() => truncate(path, 16 * 1024 * 1024 + 1)),
        'is larger than 16 MiB',
      ],
    ];
    for (const [what, make, problem] of refusals) {
      it(`${what}, is refused and left as it is`, async () => {
        await make();
        const file = open();
        const error = await caught(file.recall(A));
        expect(error.code).to.equal('INVALID_CONFIG');
        expect(error.message).to.include(path).and.to.include(problem);
        file.remember(A, known('first'));
        await file.close();
        expect(problems).to.have.length(1);
        expect((await caught(open().recall(A))).message).to.equal(error.message);
      });
    }

    it('is written to as soon as the path is free', async () => {
      await mkdir(path);
      const file = open();
      file.remember(A, known('first'));
      await caught(file.recall(B));
      await rm(path, { recursive: true });
      await file.close();
      expect(await recalled()).to.equal('first');
    });
  });

  it('that others may read is refused, with the command that helps', async () => {
    await during((file) => file.remember(A, known('first')));
    for (const mode of [0o640, 0o604, 0o620, 0o700]) {
      await chmod(path, mode);
      const error = await caught(open().recall(A));
      expect(error.message).to.equal(
        `The last known good file ${path} has the mode 0${mode.toString(8)}, more than its owner needs. Run: chmod 600 ${path}`,
      );
    }
    await chmod(path, 0o400);
    expect(await recalled()).to.equal('first');
  });

  it('that cannot be written is told of once, and tried again', async () => {
    await mkdir(join(folder, 'sub'));
    path = join(folder, 'sub', 'known-good');
    const file = open({ writeAfterMs: 0 });
    await rm(join(folder, 'sub'), { recursive: true });
    file.remember(A, known('first'));
    const recalling = await caught(file.recall(B));
    expect(recalling.message).to.include('could not be written. Its folder is not there');
    await until(() => clock.pending > 0);
    await clock.advance(0);
    await until(() => clock.pending > 0);
    expect(problems[0]?.message).to.equal(recalling.message);
    await mkdir(join(folder, 'sub'));
    await file.close();
    expect(problems).to.have.length(1);
    expect(await recalled()).to.equal('first');
  });

  it('whose last write failed says so to whoever finds nothing in it, until a write succeeds', async () => {
    await mkdir(join(folder, 'sub'));
    path = join(folder, 'sub', 'known-good');
    const file = open({ writeAfterMs: 0 });
    expect(await file.recall(B)).to.equal(undefined);
    await rm(join(folder, 'sub'), { recursive: true });
    file.remember(A, known('first'));
    await until(() => clock.pending > 0);
    await clock.advance(0);
    await until(() => problems.length > 0);
    const error = await caught(file.recall(B));
    expect(error.message).to.include(path).and.to.include('Its folder is not there').and.to.include('"path"');
    await mkdir(join(folder, 'sub'));
    await until(() => clock.pending > 0);
    await clock.advance(30_000);
    await until(() => existsSync(path));
    await file.close();
    expect(await file.recall(B)).to.equal(undefined);
  });

  describe('that is checked before it is needed', () => {
    const refusal = (more: Partial<LastKnownGoodFileOptions>) => caught(open(more).check());

    it('is right when its key and its folder are, and is not made', async () => {
      await open().check();
      expect(await readdir(folder)).to.deep.equal([]);
      await during((file) => file.remember(A, known('first')));
      await open().check();
    });

    it('is not, without its key', async () => {
      const error = await refusal({ key: { env: 'KNOWN_GOOD_KEY' }, env: {} });
      expect(error.code).to.equal('INVALID_CONFIG');
      expect(error.field).to.deep.equal(['key']);
      expect(error.message).to.include('KNOWN_GOOD_KEY');
    });

    it('leaves the function of a key alone', async () => {
      await open({ key: () => Promise.reject(new Error('asked')) }).check();
    });

    for (const place of ['none/known-good', 'file/known-good', 'folder', 'link']) {
      it(`is not, at ${place}`, async () => {
        await writeFile(join(folder, 'file'), '');
        await mkdir(join(folder, 'folder'));
        await symlink('file', join(folder, 'link'));
        const error = await refusal({ path: join(folder, place) });
        expect(error.code).to.equal('INVALID_CONFIG');
        expect(error.field).to.deep.equal(['path']);
        expect(error.message).to.include(place);
      });
    }
  });

  it('is of one context', async () => {
    await during((file) => file.remember(A, known('first')), { context: 'https://one.vault.azure.net' });
    const error = await caught(open({ context: 'https://two.vault.azure.net' }).recall(A));
    expect(error.message).to.include('another context');
  });

  it('serves one chain', async () => {
    const file = open();
    file.bindTo('a chain');
    const error = await caught(() => file.bindTo('a chain'));
    expect(error.code).to.equal('INVALID_CONFIG');
    expect(error.message).to.include('is in use already');
  });

  const refused: readonly [what: string, options: object, problem: string][] = [
    ['nothing', {}, '"path" is missing.'],
    ['no key', { path: 'x' }, 'It takes either "key" or "keys".'],
    ['both', { path: 'x', key, keys: [{ key }] }, 'It takes either "key" or "keys".'],
    ['an id of no key', { path: 'x', keyId: 'x', keys: [{ key }] }, '"keyId" is of "key".'],
    ['no keys', { path: 'x', keys: [] }, '"keys" is not valid.'],
    ['a mistyped option', { path: 'x', key, maxAge: 1 }, 'An option is not known. Did you mean "maxAgeMs"?'],
    ['a time that is none', { path: 'x', key, maxAgeMs: Number.NaN }, '"maxAgeMs" is not valid.'],
    ['an empty path', { path: '', key }, '"path" is not valid.'],
    ['a key of two places', { path: 'x', key: { env: 'A', file: 'b' } }, '"key" is no key.'],
    ['a number as key', { path: 'x', keys: [{ key: 5 }] }, '"keys[0].key" is no key.'],
    ['an id with a space', { path: 'x', key, keyId: 'a b' }, 'The id of a key is none.'],
  ];
  for (const [what, options, problem] of refused) {
    it(`is refused with ${what}`, async () => {
      const error = await caught(() => lastKnownGoodFile(options as LastKnownGoodFileOptions));
      expect(error.code).to.equal('INVALID_CONFIG');
      expect(error.message).to.include(problem);
    });
  }
});
