import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { secretsModule, TOKENS } from '@chatelaine/core/di';
import { expect } from 'chai';
import { Container } from 'inversify';
import { configModule, configModuleForTools } from './di/index.js';
import { caught, folderWith } from './folder-with.test.fixture.js';
import { loadConfig } from './load-config.js';
import { loadSecrets } from './load-secrets.js';

const KEY = randomBytes(32).toString('base64');

/** A vault whose state a test sets. */
const VAULT = `
export const provider = {
  name: 'vault',
  create: (_options, { name }) => ({
    name,
    find: async ({ id }) => {
      if (globalThis.chatelaineVaultIsDown) throw Object.assign(new Error(), { code: 'ECONNREFUSED' });
      return { value: 'kept value of ' + id, name: id };
    },
  }),
};
`;

const file = (...lines: readonly string[]) =>
  ['backends: [{ provider: ./vault.mjs, retry: { attempts: 1 } }]', ...lines, ''].join('\n');

describe('The last known good file of a config', () => {
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'chatelaineVaultIsDown');
  });

  const vaultIs = (isDown: boolean) =>
    Object.defineProperty(globalThis, 'chatelaineVaultIsDown', { value: isDown, configurable: true });

  it('lets the next process start while the backend is down, from the folder of the config file', async () => {
    const cwd = await folderWith({
      'chatelaine.yaml': file('lastKnownGood: { path: ./known-good, keyEnv: KNOWN_GOOD_KEY, maxAge: 2h }'),
      'vault.mjs': VAULT,
    });
    const options = { cwd, env: { KNOWN_GOOD_KEY: KEY } };
    vaultIs(false);
    const before = await loadSecrets(options);
    await before.getSecret('token');
    await before.close();

    vaultIs(true);
    const after = await loadSecrets(options);
    const token = await after.getSecret('token');
    await after.close();

    expect(token.reveal()).to.equal('kept value of token');
    expect(token.origin.stale).to.equal(true);
    expect((await readFile(join(cwd, 'known-good'))).includes('kept value')).to.equal(false);
  });

  it('is given by a container too', async () => {
    const cwd = await folderWith({
      'chatelaine.yaml': file('lastKnownGood: { path: ./known-good, keyFile: ./key }'),
      'vault.mjs': VAULT,
      key: `${KEY}\n`,
    });
    for (const isDown of [false, true]) {
      vaultIs(isDown);
      const container = new Container();
      container.load(await configModule({ cwd, env: {} }), secretsModule());
      const token = await container.get(TOKENS.Secrets).getSecret('token');
      expect(token.origin.stale).to.equal(isDown);
      await container.unbindAllAsync();
    }
  });

  it('is checked, and replaced or left out by a profile', async () => {
    const cwd = await folderWith({
      'chatelaine.yaml': file(
        'lastKnownGood: { path: /var/lib/app/known-good, keyEnv: KEY, maxAge: 2h }',
        'profiles:',
        '  none: { lastKnownGood: false }',
        '  other: { lastKnownGood: { path: here, key: AAAA } }',
      ),
      'vault.mjs': VAULT,
    });
    const settings = async (profile?: string) =>
      (await loadConfig({ cwd, env: {}, ...(profile === undefined ? {} : { profile }) })).lastKnownGood
        ?.settings;

    expect(await settings()).to.deep.equal({
      path: '/var/lib/app/known-good',
      key: { env: 'KEY' },
      maxAgeMs: 7_200_000,
      env: {},
    });
    expect(await settings('none')).to.equal(undefined);
    expect(await settings('other')).to.deep.equal({ path: join(cwd, 'here'), key: 'AAAA', env: {} });
  });

  it('takes bytes in code', async () => {
    const key = randomBytes(32);
    const config = { backends: ['env'], lastKnownGood: { path: '/tmp/x', key } };
    expect((await loadConfig({ config, env: {} })).lastKnownGood?.settings.key).to.equal(key);
  });

  const broken: readonly [line: string, message: RegExp, field: string][] = [
    ['{ path: x, keyEnv: KEY }', /:2:\d+: lastKnownGood\.keyEnv: .+ KEY .+ is not set\./, 'keyEnv'],
    ['{ path: x, keyEnv: EMPTY }', /lastKnownGood\.keyEnv: .+ EMPTY .+ is empty\./, 'keyEnv'],
    ['{ path: x, keyEnv: SHORT }', /lastKnownGood\.keyEnv: .+ SHORT is not 32 bytes/, 'keyEnv'],
    ['{ path: x, keyFile: none }', /lastKnownGood\.keyFile: .+none .+ cannot be read \(ENOENT\)/, 'keyFile'],
    ['{ path: x, key: AAAA }', /lastKnownGood\.key: .+ is not 32 bytes/, 'key'],
    ['{ path: none/x, keyEnv: RIGHT }', /lastKnownGood\.path: .+ Its folder is not there/, 'path'],
    ['{ path: vault.mjs/x, keyEnv: RIGHT }', /lastKnownGood\.path: .+ Its folder is a file/, 'path'],
  ];
  for (const [line, message, field] of broken) {
    it(`is not silent until an outage about ${line}`, async () => {
      const cwd = await folderWith({
        'chatelaine.yaml': file(`lastKnownGood: ${line}`),
        'vault.mjs': VAULT,
      });
      const env = { EMPTY: '', SHORT: 'hunter2', RIGHT: KEY };
      for (const load of [loadSecrets, configModule]) {
        const error = await caught(load({ cwd, env }));
        expect(error).to.have.property('code', 'INVALID_CONFIG');
        expect(error.message).to.match(message).and.not.to.include('hunter2');
        expect(error).to.have.deep.property('field', ['lastKnownGood', field]);
      }
    });
  }

  it('is not opened for a tool', async () => {
    const cwd = await folderWith({
      'chatelaine.yaml': file('lastKnownGood: { path: x, keyEnv: KEY }'),
      'vault.mjs': VAULT,
    });
    const container = new Container();
    container.load(await configModuleForTools({ cwd, env: {} }), secretsModule());
    expect(container.isBound(TOKENS.LastKnownGood)).to.equal(false);
  });

  const mistakes: readonly [line: string, message: RegExp][] = [
    ['lastKnownGood: true', /:2:1: lastKnownGood is neither false nor a mapping\./],
    ['lastKnownGood: { keyEnv: KEY }', /lastKnownGood\.path is missing\. Name a file\./],
    ['lastKnownGood: { path: "", keyEnv: KEY }', /lastKnownGood\.path is no path\./],
    ['lastKnownGood: { path: "${env:P}/x", keyEnv: KEY }', /lastKnownGood\.path is no path\./],
    ['lastKnownGood: { path: x }', /lastKnownGood names no key\. Give one of key, keyFile and keyEnv\./],
    ['lastKnownGood: { path: x, key: a, keyEnv: KEY }', /lastKnownGood names more than one key\./],
    ['lastKnownGood: { path: x, keyEnv: "$KEY" }', /lastKnownGood\.keyEnv is no name of a variable\./],
    ['lastKnownGood: { path: x, key: "${env:KEY}" }', /lastKnownGood\.key is no key\. .+keyEnv/],
    ['lastKnownGood: { path: x, keyEnv: KEY, maxAge: 5 }', /lastKnownGood\.maxAge has no unit\./],
    [
      'lastKnownGood: { path: x, keyenv: KEY }',
      /lastKnownGood\.keyenv is not a key .+ Did you mean "keyEnv"\?/,
    ],
    [
      'lastKnownGood: { path: x, keyEnv: KEY }\ncache: false',
      /lastKnownGood needs the cache, which is off\./,
    ],
  ];
  for (const [line, message] of mistakes) {
    it(`refuses ${JSON.stringify(line)}`, async () => {
      const cwd = await folderWith({ 'chatelaine.yaml': file(line), 'vault.mjs': VAULT });
      const error = await caught(loadConfig({ cwd, env: {} }));
      expect(error).to.have.property('code', 'INVALID_CONFIG');
      expect(error.message).to.match(message);
    });
  }
});
