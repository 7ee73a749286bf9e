import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import jsonLanguage from 'vscode-json-languageservice';
import { configSchemaText } from '../support/config-schema.js';
import { textOf } from '../support/repository.js';

const PUBLISHED = 'packages/chatelaine/chatelaine.schema.json';
const azure = (options: object) => ({ backends: ['env', { provider: 'azure-key-vault', options }] });

describe('The published JSON Schema of the config file', () => {
  const schema = JSON.parse(textOf(PUBLISHED)) as object;
  const accepts = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

  it('is what the providers say today; "npm run schema" writes it', () => {
    expect(textOf(PUBLISHED)).to.equal(configSchemaText());
  });

  const right: readonly [string, object][] = [
    ['a provider by its name', { backends: ['env'] }],
    [
      'a vault with its options',
      azure({ vaultUrl: 'https://contoso.vault.azure.net', variablesPrefix: null }),
    ],
    ['an expression', azure({ vaultUrl: '${env:VAULT_URL}' })],
    ['a module by its path', { backends: [{ provider: './chest.js', options: { anything: 1 } }] }],
    [
      'policies, deadlines and profiles',
      {
        backends: [{ name: 'a', provider: 'env', onError: { denied: 'next' }, timeout: '5s' }],
        onError: 'next',
        profiles: { development: { backends: ['env'] } },
      },
    ],
    [
      'how answers are kept',
      {
        cache: {
          fresh: '5m',
          maxEntries: 10,
          rules: [
            { match: 'secret/db-*', hard: '1h' },
            { match: '*', missing: '0s' },
          ],
        },
        backends: [
          { provider: 'env', cache: { fresh: '30s' } },
          { name: 'never', provider: 'env', cache: false },
        ],
        profiles: { development: { cache: false } },
      },
    ],
  ];
  for (const [what, config] of right) {
    it(`accepts ${what}`, () => {
      expect(accepts(config), JSON.stringify(accepts.errors)).to.equal(true);
    });
  }

  const wrong: readonly [string, object][] = [
    ['an unknown key', { backend: ['env'] }],
    ['an unknown option', azure({ vaultUrl: 'https://contoso.vault.azure.net', vaultUr: 'x' })],
    ['a missing option', azure({})],
    ['a time-out without a unit', { backends: [{ provider: 'env', timeout: 5 }] }],
    ['no backend', { backends: [] }],
    ['an age without a unit', { backends: ['env'], cache: { fresh: 300 } }],
    [
      'a rule for a kind that there is not',
      { backends: ['env'], cache: { rules: [{ match: 'conection/x' }] } },
    ],
    ['rules of one backend', { backends: [{ provider: 'env', cache: { rules: [] } }] }],
  ];
  for (const [what, config] of wrong) {
    it(`refuses ${what}`, () => {
      expect(accepts(config)).to.equal(false);
    });
  }

  it('lets an editor complete the options of the provider that stands there', async () => {
    const text = '{ "backends": [{ "provider": "azure-key-vault", "options": { | } }] }';
    const service = jsonLanguage.getLanguageService({});
    service.configure({ schemas: [{ uri: 'file:///schema.json', fileMatch: ['*'], schema }] });
    const document = jsonLanguage.TextDocument.create(
      'file:///chatelaine.json',
      'json',
      1,
      text.replace('|', ''),
    );
    const position = document.positionAt(text.indexOf('|'));
    const completions = await service.doComplete(document, position, service.parseJSONDocument(document));
    const labels = completions?.items.map((item) => item.label) ?? [];
    expect(labels).to.include.members(['vaultUrl', 'tenantId', 'clientSecret', 'variablesPrefix']);
    expect(labels).not.to.include('path');
  });
});
