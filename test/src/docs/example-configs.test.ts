import { join } from 'node:path';
import { loadConfig } from '@chatelaine/config';
import { expect } from 'chai';
import { filesUnder, ROOT, textOf } from '../support/repository.js';

interface ExpectedChain {
  readonly chain: readonly string[];
  readonly profile?: string;
}

const ENV = {
  HOME: ROOT,
  VAULT_NAME: 'contoso',
  VAULT_URL: 'https://contoso.vault.azure.net',
  VAULT_ADDR: 'https://vault.example.com:8200',
  VAULT_ROLE_ID: 'a-role',
  VAULT_SECRET_ID: 'x',
  LOCKBOX_URL: 'http://127.0.0.1:9',
  LOCKBOX_TOKEN: 'x',
};

/** Every config file that a page shows, with the labels of the chain that it describes. */
const CONFIGS: Readonly<Record<string, readonly ExpectedChain[]>> = {
  'examples/backend-package/chatelaine.yaml': [{ chain: ['@acme/lockbox'] }],
  'examples/config/airflow.cfg': [{ chain: ['azure-key-vault', 'env'] }],
  'examples/config/env-and-file.toml': [{ chain: ['env', 'file'] }],
  'examples/config/env-and-vault.yaml': [{ chain: ['env', 'azure-key-vault'] }],
  'examples/config/env-prefix.yaml': [{ chain: ['env'] }],
  'examples/config/every-key.yaml': [
    { chain: ['env', 'prod-vault'] },
    { chain: ['env', 'file'], profile: 'development' },
  ],
  'examples/config/in-an-editor.json': [{ chain: ['env'] }],
  'examples/config/in-an-editor.yaml': [{ chain: ['env'] }],
  'examples/config/vault.yaml': [{ chain: ['azure-key-vault'] }],
  'examples/custom-backend/chatelaine.yaml': [{ chain: ['chest'] }],
  'examples/one-application/moving.yaml': [{ chain: ['env', 'vault', 'azure-key-vault'] }],
};
const NOT_CONFIGS = ['examples/config/dev-secrets.yaml'];

describe('The config files that the pages show', () => {
  it('are all listed here', () => {
    const there = filesUnder('examples/config').filter((file) => !NOT_CONFIGS.includes(file));
    expect(Object.keys(CONFIGS)).to.include.members(there);
  });

  for (const [file, expected] of Object.entries(CONFIGS)) {
    for (const { chain, profile } of expected) {
      it(`${file}${profile === undefined ? '' : ` with the profile ${profile}`} gives a chain of ${chain.join(', ')}`, async () => {
        const config = await loadConfig({
          config: join(ROOT, file),
          env: ENV,
          ...(profile === undefined ? {} : { profile }),
        });
        const backends = await Promise.all(config.backends.map((backend) => backend.load()));
        expect(backends.map(({ name }) => name)).to.deep.equal(chain);
        await Promise.all(backends.map(async (backend) => backend.close?.()));
      });
    }
  }

  it('point editors to the schema that is published', () => {
    const schema = './node_modules/chatelaine/chatelaine.schema.json';
    expect(JSON.parse(textOf('examples/config/in-an-editor.json'))).to.include({ $schema: schema });
    expect(textOf('examples/config/in-an-editor.yaml')).to.match(
      new RegExp(`^# yaml-language-server: \\$schema=${schema.replaceAll('.', '\\.')}\n`),
    );
    expect(JSON.parse(textOf('packages/chatelaine/package.json')).files).to.include('chatelaine.schema.json');
  });
});
