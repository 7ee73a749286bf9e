import { join } from 'node:path';
import { expect } from 'chai';
import { ECHO_PROVIDER } from './custom-provider.test.fixture.js';
import { caught, folderWith } from './folder-with.test.fixture.js';
import { loadConfig } from './load-config.js';

const PROFILES =
  'backends: [env]\nonError: next\nprofiles:\n  development: { backends: [file, env] }\n  strict: { onError: stop }\n';

describe('loadConfig', () => {
  it('lists the backends in order without loading a provider', async () => {
    const cwd = await folderWith({
      'chatelaine.yaml':
        'backends:\n  - env\n  - ./gone/own.mjs\n  - name: prod\n    provider: "@acme/secrets"\n',
    });

    const chain = await loadConfig({ cwd, env: {} });

    expect(chain).to.include({ source: 'chatelaine.yaml', directory: cwd }).and.not.have.property('onError');
    expect(chain.backends.map(({ name, provider }) => [name, provider])).to.deep.equal([
      ['env', 'env'],
      ['own', './gone/own.mjs'],
      ['prod', '@acme/secrets'],
    ]);
  });

  it('prefers the config option to CHATELAINE_CONFIG, and both to what is nearest', async () => {
    const cwd = await folderWith({
      'chatelaine.yaml': 'backends: [env]\n',
      'sub/other.json': '{ "backends": ["env"] }',
      'third.toml': 'backends = ["env"]\n',
    });
    const sourceOf = async (config: string | undefined, env: Record<string, string>) =>
      (await loadConfig({ cwd, env, ...(config === undefined ? {} : { config }) })).source;

    expect(await sourceOf('third.toml', { CHATELAINE_CONFIG: 'sub/other.json' })).to.equal('third.toml');
    expect(await sourceOf(undefined, { CHATELAINE_CONFIG: 'sub/other.json' })).to.equal('sub/other.json');
    expect(await sourceOf(undefined, { CHATELAINE_CONFIG: '' })).to.equal('chatelaine.yaml');
  });

  it("reads Airflow's own config where there is no other, and when it is named", async () => {
    const cwd = await folderWith({
      '.git/HEAD': '',
      'airflow.cfg':
        '[secrets]\nbackend = airflow.providers.microsoft.azure.secrets.key_vault.AzureKeyVaultBackend\nbackend_kwargs = {"vault_url": "https://contoso.vault.azure.net"}\n',
    });
    const providersOf = async (options: { config?: string; env: Record<string, string> }) =>
      (await loadConfig({ cwd, ...options })).backends.map(({ provider }) => provider);

    expect(await providersOf({ env: { HOME: cwd, AIRFLOW_HOME: cwd } })).to.deep.equal([
      'azure-key-vault',
      'env',
    ]);
    expect(await providersOf({ env: { HOME: cwd }, config: 'airflow.cfg' })).to.deep.equal([
      'azure-key-vault',
      'env',
    ]);
    expect(await providersOf({ env: { HOME: cwd } })).to.deep.equal(['env']);
  });

  it('replaces with a profile the keys that it names', async () => {
    const cwd = await folderWith({ 'chatelaine.yaml': PROFILES });
    const read = async (options: { profile?: string; env: Record<string, string> }) => {
      const { backends, onError } = await loadConfig({ cwd, ...options });
      return [backends.map(({ name }) => name).join(), onError];
    };

    expect(await read({ env: {} })).to.deep.equal(['env', 'next']);
    expect(await read({ env: { CHATELAINE_PROFILE: 'development' } })).to.deep.equal(['file,env', 'next']);
    expect(await read({ env: { CHATELAINE_PROFILE: 'development' }, profile: 'strict' })).to.deep.equal([
      'env',
      'stop',
    ]);
  });

  it('refuses a profile that is not there, and any profile where there is none', async () => {
    const cwd = await folderWith({
      '.git/HEAD': '',
      'a.yaml': PROFILES,
      'b.yaml': 'backends: [env]\n',
    });
    const messageOf = async (options: object) =>
      (await caught(loadConfig({ cwd, env: { HOME: cwd }, ...options }))).message;

    expect(await messageOf({ config: 'a.yaml', profile: 'develpment' })).to.equal(
      'a.yaml:3:1: profiles has no profile with the name that the profile option gives. Did you mean "development"?',
    );
    expect(await messageOf({ config: 'b.yaml', env: { CHATELAINE_PROFILE: 'production' } })).to.equal(
      'b.yaml:1:1: profiles has no profile, and CHATELAINE_PROFILE chooses one. Add profiles, or leave CHATELAINE_PROFILE unset.',
    );
    expect(await messageOf({ profile: 'production' })).to.equal(
      'the environment alone: has no profiles, and the profile option chooses one. Leave the profile option unset, or write a chatelaine.yaml.',
    );
  });

  it('gives each backend its deadline and its policy', async () => {
    const cwd = await folderWith({
      'chatelaine.yaml':
        'backends:\n  - { provider: ./slow.mjs, timeout: 1ms, onError: { timeout: next } }\n',
      'slow.mjs':
        "export const provider = { name: 'slow', create: (_options, { name }) => ({ name, find: () => new Promise(() => {}) }) };",
    });
    const { backends } = await loadConfig({ cwd, env: {} });

    const backend = await backends[0]?.load();
    const read = backend?.find({ kind: 'secret', id: 'x' }, { signal: new AbortController().signal });

    expect(backend).to.have.deep.property('onError', { timeout: 'next' });
    expect(await caught(Promise.resolve(read))).to.have.property('code', 'TIMEOUT');
  });

  it('takes a relative working directory', async () => {
    const cwd = await folderWith({
      'chatelaine.yaml': 'backends: [./echo.mjs]\n',
      'echo.mjs': ECHO_PROVIDER,
    });

    const { directory, backends } = await loadConfig({ cwd: join(cwd, 'x', '..'), env: {} });

    expect(directory).to.equal(cwd);
    expect(await backends[0]?.load()).to.have.property('name', 'echo');
  });
});
