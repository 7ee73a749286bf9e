import { expect } from 'chai';
import { loadedBy, thirdParty } from '../support/loaded-files.js';

const packageOf = (url: string) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
const packagesOf = (urls: readonly string[]) => [...new Set(thirdParty(urls).map(packageOf))].sort();

describe('What is loaded', () => {
  it('by core: its own files and Node, nothing else', () => {
    const loaded = loadedBy("await import('@chatelaine/core');");
    expect(loaded.length).to.be.greaterThan(10);
    expect(thirdParty(loaded)).to.deep.equal([]);
  });

  it('by the connection parser: not even Node', () => {
    const loaded = loadedBy("await import('@chatelaine/core/connection');");
    expect(loaded.length).to.be.greaterThan(2);
    expect(loaded.filter((url) => !url.includes('/packages/core/dist/'))).to.deep.equal([]);
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

  it('by a config with Azure, before the first ask: no SDK file', () => {
    const code = `
      const { loadSecrets } = await import('chatelaine');
      const options = { vaultUrl: 'https://contoso.vault.azure.net' };
      const secrets = await loadSecrets({ config: { backends: [{ provider: 'azure-key-vault', options }] } });
      await secrets.close();`;
    expect(packagesOf(loadedBy(code))).to.deep.equal(['@valibot/to-json-schema', 'valibot']);
  });
});
