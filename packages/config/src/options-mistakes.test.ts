import { inspect } from 'node:util';
import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import { ECHO_PROVIDER } from './custom-provider.test.fixture.js';
import { caught, folderWith } from './folder-with.test.fixture.js';
import { loadConfig } from './load-config.js';

const EXPANDED = 'http://internal-vault.example.com';
const ENV = { VAULT_URL: EXPANDED, KIND: 'azure-clj' };

const vault = (options: string): string =>
  `backends:\n  - env\n  - name: prod\n    provider: azure-key-vault\n    options:\n      ${options}\n`;
const own = (options: string): string =>
  `backends:\n  - provider: ./echo.mjs\n    options:\n      ${options}\n`;

const MISTAKES: readonly (readonly [what: string, text: string, message: string])[] = [
  [
    'an option that is mistyped',
    vault('vaultUr: https://contoso.vault.azure.net'),
    'chatelaine.yaml:6:7: backends[1].options.vaultUr is not an option of azure-key-vault. Did you mean "vaultUrl"?',
  ],
  [
    'a key that is near no option',
    'backends:\n  - provider: env\n    options: { hunter2: x }\n',
    'chatelaine.yaml:3:16: backends[0].options holds a key that is not an option of env. Known here: connectionsPrefix, variablesPrefix, configPrefix, secretsPrefix, fileSuffix.',
  ],
  [
    'no file for the provider of files',
    'backends:\n  - env\n  - provider: file\n',
    'chatelaine.yaml:3:5: backends[1].options: no file is named. Give "path", or one of "variables", "connections", "configs" and "secrets".',
  ],
  [
    'an option that is missing',
    'backends: [azure-key-vault]\n',
    "chatelaine.yaml:1:12: backends[0].options.vaultUrl is missing. Expected: the vault's address, https://NAME.vault.azure.net.",
  ],
  [
    'an option of another type',
    vault('vaultUrl: 5'),
    "chatelaine.yaml:6:7: backends[1].options.vaultUrl is not valid. Expected: the vault's address, https://NAME.vault.azure.net.",
  ],
  [
    'an option that the provider itself refuses',
    vault('vaultUrl: http://contoso.vault.azure.net'),
    'chatelaine.yaml:6:7: backends[1].options.vaultUrl does not begin with https://. Write https:// and the host, and nothing after it.',
  ],
  [
    'the same from an expression, without a word of what it stands for',
    vault(`vaultUrl: \${env:VAULT_URL}`),
    `chatelaine.yaml:6:7: backends[1].options.vaultUrl, which comes from \${env:VAULT_URL}, is not valid. Write https:// and the host, and nothing after it.`,
  ],
  [
    'a mistyped word from an expression, without a suggestion',
    vault(`{ vaultUrl: https://contoso.vault.azure.net, credential: "\${env:KIND}" }`),
    `chatelaine.yaml:6:52: backends[1].options.credential, which comes from \${env:KIND}, is not valid. Expected: the one kind of credential to use. One of: default, azure-cli, managed-identity, workload-identity, environment.`,
  ],
  [
    'an item of a list',
    vault('{ vaultUrl: https://contoso.vault.azure.net, trustedVaultHosts: [a, 5] }'),
    'chatelaine.yaml:6:75: backends[1].options.trustedVaultHosts[1] is not valid.',
  ],
  [
    'a variable that is not set',
    vault(`vaultUrl: \${env:NOPE}`),
    `chatelaine.yaml:6:7: backends[1].options.vaultUrl needs \${env:NOPE}, and NOPE is not set. Set NOPE.`,
  ],
  [
    'a file that is not there',
    vault(`vaultUrl: \${file:./gone}`),
    `chatelaine.yaml:6:7: backends[1].options.vaultUrl needs \${file:./gone}, and that file does not exist. A path that is not absolute starts at the config file.`,
  ],
  [
    'a folder in place of a file',
    vault(`vaultUrl: \${file:.}`),
    `chatelaine.yaml:6:7: backends[1].options.vaultUrl needs \${file:.}, and that file is not a regular file. Name a regular file.`,
  ],
  [
    'an expression that is not known',
    vault(`vaultUrl: \${vault:x}`),
    `chatelaine.yaml:6:7: backends[1].options.vaultUrl holds a "\${" that begins no known expression. Known are \${env:NAME} and \${file:PATH}; write "$\${" for a literal "\${".`,
  ],
  [
    'options for a provider that takes none',
    'backends:\n  - provider: ./bare.mjs\n    options: { a: 1 }\n',
    'chatelaine.yaml:3:5: backends[0].options: this provider takes no options. Remove them; its author declares them in the "options" of the provider.',
  ],
  [
    'a provider that throws',
    own(`explode: \${env:VAULT_URL}`),
    'chatelaine.yaml:2:5: backends[0].provider: the provider "echo" failed while it created its backend. A provider throws a SecretsError with code INVALID_CONFIG when its options cannot work.',
  ],
  [
    'a provider that throws what its options hold',
    `backends:\n  - provider: ./telltale.mjs\n    options: { url: "x\${env:VAULT_URL}y" }\n`,
    'chatelaine.yaml:2:5: backends[0].provider: the options are not valid.',
  ],
  [
    'a provider that tells a part of what its options hold, and the whole in a cause',
    `backends:\n  - provider: ./gossip.mjs\n    options: { url: "\${env:VAULT_URL}" }\n`,
    'chatelaine.yaml:2:5: backends[0].provider: the options are not valid.',
  ],
  [
    'a provider that tells it in the words of core',
    `backends:\n  - provider: ./gossip.mjs\n    options: { url: "\${env:VAULT_URL}", as: core }\n`,
    `chatelaine.yaml:3:16: backends[0].options.url, which comes from \${env:VAULT_URL}, is not valid.`,
  ],
  [
    'a provider that tells it in the name of an option',
    `backends:\n  - provider: ./gossip.mjs\n    options: { url: "\${env:VAULT_URL}", as: field }\n`,
    'chatelaine.yaml:3:5: backends[0].options is not valid.',
  ],
];

const BARE =
  "export const provider = { name: 'bare', create: (_options, { name }) => ({ name, find: async () => undefined }) };";
const TELLTALE = `
export const provider = {
  name: 'telltale',
  options: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
  create: ({ url }) => {
    const error = Object.assign(new Error('No ' + url), { code: 'INVALID_CONFIG', retryable: false, hint: 'Not ' + url });
    Object.defineProperty(error, Symbol.for('chatelaine.SecretsError'), { value: true });
    throw error;
  },
};
`;

const GOSSIP = `
class SecretsError extends Error {
  constructor(problem, more) {
    super(more.hint === undefined ? problem : problem + ' ' + more.hint);
    Object.assign(this, { code: 'INVALID_CONFIG', retryable: false }, more);
    Object.defineProperty(this, Symbol.for('chatelaine.SecretsError'), { value: true });
  }
}
export const provider = {
  name: 'gossip',
  options: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
  create: ({ url, as }) => {
    const { hostname } = new URL(url);
    if (as === 'core') throw new SecretsError('option "url" is not valid.', { field: ['url'], hint: 'Not ' + hostname });
    if (as === 'field') throw new SecretsError('option "x" is not valid.', { field: [hostname.split('.')[0]] });
    throw new SecretsError('no host ' + hostname, { cause: new SecretsError('no ' + url, {}) });
  },
};
`;

describe('What a provider refuses', () => {
  for (const [what, text, message] of MISTAKES) {
    it(`is told with place and remedy: ${what}`, async () => {
      const cwd = await folderWith({
        'chatelaine.yaml': text,
        'echo.mjs': ECHO_PROVIDER,
        'bare.mjs': BARE,
        'telltale.mjs': TELLTALE,
        'gossip.mjs': GOSSIP,
      });
      const { backends } = await loadConfig({ cwd, env: ENV });

      const error = await caught(Promise.all(backends.map((backend) => backend.load())));

      expect(error.message).to.equal(message);
      expect(SecretsError.is(error)).to.equal(true);
      expect(inspect(error, { depth: 9, showHidden: true })).to.not.include('internal-vault');
    });
  }
});
