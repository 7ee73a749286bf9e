import { expect } from 'chai';
import { folderWith } from './folder-with.test.fixture.js';
import { loadConfig } from './load-config.js';
import { loadSecrets } from './load-secrets.js';

const FILE = `
cache:
  refreshAfter: 1m
  fresh: 2m
  hard: 3h
  missing: 0s
  maxEntries: 100
  rules:
    - { match: 'connection/*', fresh: 30s }
    - { match: '*', hard: 1d }
backends:
  - env
  - { name: never, provider: env, cache: false }
  - { name: briefly, provider: env, cache: { fresh: 10s } }
profiles:
  fresh: { cache: false }
  brief: { cache: { fresh: 1s } }
`;

describe('The cache settings of a config', () => {
  it('are those of the chain and of each backend', async () => {
    const cwd = await folderWith({ 'chatelaine.yaml': FILE });

    const { cache, backends } = await loadConfig({ cwd, env: {} });

    expect(cache).to.deep.equal({
      refreshAfterMs: 60_000,
      freshMs: 120_000,
      hardMs: 10_800_000,
      missingMs: 0,
      maxEntries: 100,
      rules: [
        { match: 'connection/*', freshMs: 30_000 },
        { match: '*', hardMs: 86_400_000 },
      ],
    });
    const loaded = await Promise.all(backends.map((backend) => backend.load()));
    expect(loaded.map((backend) => backend.cache)).to.deep.equal([undefined, false, { freshMs: 10_000 }]);
  });

  it('are replaced by those of a profile', async () => {
    const cwd = await folderWith({ 'chatelaine.yaml': FILE });
    const cacheOf = async (profile: string) => (await loadConfig({ cwd, env: {}, profile })).cache;

    expect(await cacheOf('fresh')).to.equal(false);
    expect(await cacheOf('brief')).to.deep.equal({ freshMs: 1_000 });
  });

  it('decide what is kept', async () => {
    const keeps = async (cache: false | undefined, ofBackend: { fresh: string } | undefined) => {
      const config = { backends: [{ provider: 'env', cache: ofBackend }], cache };
      const secrets = await loadSecrets({ config, env: { AIRFLOW_VAR_HELLO: 'world' } });
      await secrets.getVariable('hello');
      return secrets.snapshot('variable/hello') !== undefined;
    };

    expect(await keeps(undefined, { fresh: '1m' })).to.equal(true);
    expect(await keeps(false, { fresh: '1m' })).to.equal(false);
    expect(await keeps(undefined, undefined), 'what is local costs nothing').to.equal(false);
  });
});
