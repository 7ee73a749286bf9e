import { expect } from 'chai';
import { loadedBy, thirdParty } from '../support/loaded-files.js';

const packageOf = (url: string) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
const shortened = (url: string) => url.replace(/^file:.*\/packages\//, 'packages/');
const packagesOf = (urls: readonly string[]) => [...new Set(thirdParty(urls).map(packageOf))].sort();

describe('What is loaded', () => {
  it('by core: two files of its own and one small part of Node', () => {
    expect(loadedBy("await import('@chatelaine/core');").map(shortened).sort()).to.deep.equal([
      'node:diagnostics_channel',
      'packages/core/dist/bundle/index.js',
      'packages/core/dist/bundle/shared.js',
    ]);
  });

  it('by all entries of core together: nothing twice', () => {
    const code = `
      const { SecretsError, Secret } = await import('@chatelaine/core');
      const { parseConnection } = await import('@chatelaine/core/connection');
      const { toPostgres } = await import('@chatelaine/core/drivers');
      const { loginTimeoutMs } = await import('@chatelaine/core/provider');
      const refused = (call) => { try { call(); } catch (error) { return error instanceof SecretsError; } };
      if (!refused(() => parseConnection('')) || !refused(() => toPostgres({}))) process.exit(1);
      if (!refused(() => loginTimeoutMs('99999m', 'prod'))) process.exit(1);`;
    expect(loadedBy(code).map(shortened)).to.include('packages/core/dist/bundle/drivers.js');
  });

  it('by the connection parser: not even Node', () => {
    const loaded = loadedBy("await import('@chatelaine/core/connection');");
    expect(loaded.map(shortened).sort()).to.deep.equal([
      'packages/core/dist/bundle/connection.js',
      'packages/core/dist/bundle/shared.js',
    ]);
  });

  it('by the front door: no YAML, no TOML, no inversify, no SDK', () => {
    expect(packagesOf(loadedBy("await import('chatelaine');"))).to.deep.equal([
      '@valibot/to-json-schema',
      'valibot',
    ]);
  });

  it('by a config of the environment alone: no Azure file and no YAML', () => {
    const code = `
      const { loadSecrets } = await import('chatelaine');
      const secrets = await loadSecrets({ config: { backends: ['env'] }, env: { AIRFLOW_VAR_HELLO: 'x' } });
      await secrets.getVariable('hello');
      await secrets.close();`;
    expect(packagesOf(loadedBy(code))).to.deep.equal(['@valibot/to-json-schema', 'valibot']);
  });
});
