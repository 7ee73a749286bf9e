import { provider as azure } from '@chatelaine/azure-key-vault';
import { createBackend, type SecretsProvider } from '@chatelaine/core';
import { provider as env } from '@chatelaine/env';
import { provider as file } from '@chatelaine/file';
import fc from 'fast-check';
import type { FuzzKind } from './fuzz-kind.js';
import { canary } from './fuzz-kind.js';

interface OptionObject {
  readonly provider: SecretsProvider<unknown>;
  readonly options: unknown;
}

const anything = fc.oneof(
  { weight: 4, arbitrary: canary },
  { weight: 1, arbitrary: canary.map((text) => [text]) },
  { weight: 1, arbitrary: canary.map((text) => ({ [`k${text.length}`]: text })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(null, undefined, 0, -1, true, '', [], {}, Number.NaN, 1n),
  },
);

/** What is right nearly always, so that several options together are right often. */
const mostly = <T>(right: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 14, arbitrary: right }, { weight: 1, arbitrary: anything });
const prefix = mostly(
  fc.oneof(fc.constant(null), fc.constantFrom('', 'APP_', 'airflow-connections'), canary),
);
const path = mostly(fc.constantFrom('./a.yaml', 'b.json', '/c/d.env', 'e.yml'));

const envOptions = fc.record(
  {
    connectionsPrefix: prefix,
    variablesPrefix: prefix,
    configPrefix: prefix,
    secretsPrefix: prefix,
    fileSuffix: mostly(fc.constant('_FILE')),
  },
  { requiredKeys: [] },
);
const fileOptions = fc.oneof(
  fc.record({ path }),
  fc.record(
    { variables: path, connections: path, configs: path, secrets: path },
    { requiredKeys: ['variables'] },
  ),
);
const azureOptions = fc.record(
  {
    vaultUrl: mostly(
      fc.constantFrom(
        'https://contoso.vault.azure.net',
        'https://contoso.vault.azure.net/',
        'https://contoso.vault.azure.net:443',
      ),
    ),
    connectionsPrefix: prefix,
    separator: mostly(fc.constantFrom('-', '--')),
    tenantId: mostly(fc.constantFrom('contoso.example', '7f0b6d5e-3f53-4c0c-9a0a-5d3c2f6a0001')),
    clientId: mostly(canary),
    clientSecret: mostly(canary),
    authorityHost: mostly(
      fc.constantFrom('https://login.microsoftonline.com', 'https://login.microsoftonline.com/'),
    ),
    serviceVersion: mostly(fc.constantFrom('7.4', '2025-07-01')),
    loginTimeout: mostly(fc.constantFrom<unknown>('30s', 500, '1m')),
    disableInstanceDiscovery: mostly(fc.boolean()),
  },
  { requiredKeys: ['vaultUrl', 'tenantId', 'clientId', 'clientSecret'] },
);
const azureBroken = fc.record(
  {
    vaultUrl: fc.oneof(
      canary,
      canary.map((text) => `https://${text}`),
      canary.map((text) => `https://scott:${text}@contoso.vault.azure.net`),
      canary.map((text) => `https://contoso.vault.azure.net/${text}?${text}`),
      canary.map((text) => `http://[${text}`),
    ),
    credential: anything,
    trustedVaultHosts: anything,
    disableChallengeResourceVerification: anything,
    managedIdentityClientId: anything,
    clientCertificatePath: anything,
    unknown: anything,
  },
  { requiredKeys: [] },
);

const of = (provider: SecretsProvider<unknown>, options: fc.Arbitrary<unknown>) =>
  options.map((each) => ({ provider, options: each }));

/** Options of every provider, right ones, and wrong ones with canaries in every place. */
export const optionObjects: FuzzKind<OptionObject> = {
  name: 'option objects',
  inputs: fc.oneof(
    of(env, envOptions),
    of(file, fileOptions),
    of(azure, azureOptions),
    of(azure, azureBroken),
    fc.constantFrom<SecretsProvider<unknown>>(env, file, azure).chain((provider) => of(provider, anything)),
  ),
  accept: ({ provider, options }) => createBackend(provider, options, { env: {}, directory: '/srv/app' }),
};
