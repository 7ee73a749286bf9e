import {
  createBackend,
  type Env,
  type JsonObject,
  SecretsError,
  type SecretsProvider,
} from '@chatelaine/core';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import { expect } from 'chai';
import * as v from 'valibot';
import type { BackendConfig } from '../chain-config.js';
import { AirflowBackend } from './airflow-backend.js';
import { caught } from './caught.test.fixture.js';
import { IniFile } from './ini.js';
import { knownClass } from './known-class.js';
import { readKwargs } from './kwargs.js';
import { SECRETS_KEYS } from './role.js';

const CANARY = 'hunter2canary';
const VAULT = 'airflow.providers.microsoft.azure.secrets.key_vault.AzureKeyVaultBackend';
const HASHICORP = 'airflow.providers.hashicorp.secrets.vault.VaultBackend';
const FILES = 'airflow.secrets.local_filesystem.LocalFilesystemBackend';
const KWARGS = 'airflow.cfg:2: [secrets] backend_kwargs';

const backend = { name: 'fake', find: async () => undefined };
const schema = toStandardJsonSchema(
  v.strictObject({
    vaultUrl: v.pipe(v.string(), v.startsWith('https://'), v.description('an https address')),
    separator: v.optional(v.pipe(v.string(), v.maxLength(3), v.description('up to three characters'))),
    connectionsPrefix: v.optional(v.nullable(v.string())),
    tenantId: v.optional(v.string()),
    serviceVersion: v.optional(v.string()),
    extra: v.optional(v.strictObject({ a: v.optional(v.string()) })),
  }),
);
const plain: SecretsProvider<unknown> = { name: 'fake', options: schema, create: () => backend };
const withCreate = (create: () => never): SecretsProvider<unknown> => ({ ...plain, create });
const withMapping = (options: (kwargs: JsonObject) => unknown): SecretsProvider<unknown> => ({
  ...plain,
  airflow: { classes: [VAULT], options },
});

function configured(kwargs: JsonObject | undefined, env: Env = {}, dotted: string = VAULT): BackendConfig {
  const lines = ['[secrets]', ...(kwargs ? [`backend_kwargs = ${JSON.stringify(kwargs)}`] : [])];
  const file = {
    source: 'airflow.cfg',
    directory: '/etc',
    ini: IniFile.parse(lines.join('\n'), 'airflow.cfg'),
  };
  const place = { label: 'airflow.cfg:1: [secrets] backend', field: ['secrets', 'backend'] };
  return new AirflowBackend(
    knownClass({ text: dotted, place }),
    readKwargs({ env, homeDirectory: '/home/me', file }, SECRETS_KEYS),
  );
}

/** As the loader does: options from the config, and what is wrong with them blamed on the config. */
function create(config: BackendConfig, provider: SecretsProvider<unknown> = plain): unknown {
  const options = config.optionsFor(provider);
  try {
    return createBackend(provider, options, { name: config.name });
  } catch (error) {
    throw SecretsError.is(error) ? config.blame(error) : error;
  }
}

describe('AirflowBackend', () => {
  it('is named after its provider', () => {
    const config = configured({});

    expect(config.name).to.equal('azure-key-vault');
    expect(config.provider).to.equal('azure-key-vault');
  });

  it("gives kwargs as options in camelCase, under another name where ours differs from Airflow's", () => {
    const kwargs = {
      vault_url: 'https://a',
      sep: '--',
      managed_identity_client_id: 'm',
      config_prefix: null,
    };

    expect(configured(kwargs).optionsFor(plain)).to.deep.equal({
      vaultUrl: 'https://a',
      separator: '--',
      managedIdentityClientId: 'm',
      configPrefix: null,
    });
  });

  it('takes an empty string as absent, but not for a prefix', () => {
    const kwargs = { tenant_id: '', client_secret: '', connections_prefix: '' };

    expect(configured(kwargs).optionsFor(plain)).to.deep.equal({ connectionsPrefix: '' });
  });

  it('lets the provider read the kwargs when it knows how to', () => {
    const provider = withMapping((kwargs) => ({ vaultUrl: kwargs.vault_url }));

    expect(configured({ vault_url: 'https://a', tenant_id: '' }).optionsFor(provider)).to.deep.equal({
      vaultUrl: 'https://a',
    });
  });

  it("accepts every kwarg of Airflow's page", () => {
    const pages: Readonly<Record<string, readonly string[]>> = {
      [VAULT]: [
        'connections_prefix',
        'variables_prefix',
        'config_prefix',
        'vault_url',
        'sep',
        'tenant_id',
        'client_id',
        'client_secret',
        'managed_identity_client_id',
        'workload_identity_tenant_id',
      ],
      [FILES]: ['variables_file_path', 'connections_file_path', 'configs_file_path'],
    };
    for (const [dotted, page] of Object.entries(pages)) {
      const kwargs = Object.fromEntries(page.map((kwarg) => [kwarg, 'x']));
      expect(configured(kwargs, {}, dotted).optionsFor({ name: 'bare', create: () => backend })).to.be.an(
        'object',
      );
    }
  });

  it("accepts the provider's own options in snake_case", () => {
    expect(configured({ service_version: '7.6' }).optionsFor(plain)).to.deep.equal({ serviceVersion: '7.6' });
  });

  const unknown: readonly (readonly [string, BackendConfig, string])[] = [
    [
      'one that Airflow would hand to its SDK',
      configured({ vault_url: 'https://a', vault_uri: CANARY }),
      `${KWARGS}: one of its keys is no kwarg for Azure Key Vault. Airflow would hand it to the SecretClient of its SDK, and Chatelaine does not. Did you mean "vault_url"?`,
    ],
    [
      'one that is like no other',
      configured({ [CANARY]: 1 }, {}, FILES),
      `${KWARGS}: one of its keys is no kwarg for local files. Known here: vault_url, separator, connections_prefix, tenant_id, service_version, extra, variables_file_path, connections_file_path, configs_file_path.`,
    ],
    [
      'one in camelCase',
      configured({ vaultUrl: CANARY }),
      `${KWARGS}: one of its keys is no kwarg for Azure Key Vault. Airflow would hand it to the SecretClient of its SDK, and Chatelaine does not. Did you mean "vault_url"?`,
    ],
    [
      'one with a name that plain objects have',
      configured(JSON.parse('{"__proto__": {"vault_url": "https://a"}}')),
      `${KWARGS}: one of its keys is no kwarg for Azure Key Vault. Airflow would hand it to the SecretClient of its SDK, and Chatelaine does not. Known here: vault_url, sep, connections_prefix, tenant_id, service_version, extra, variables_prefix, config_prefix, client_id, client_secret, managed_identity_client_id, workload_identity_tenant_id.`,
    ],
    [
      'one that has an environment variable of its own',
      configured({}, { AIRFLOW__SECRETS__BACKEND_KWARG__TENANT: CANARY }),
      'AIRFLOW__SECRETS__BACKEND_KWARG__TENANT: this is no kwarg for Azure Key Vault. Airflow would hand it to the SecretClient of its SDK, and Chatelaine does not. Did you mean "tenant_id"?',
    ],
    [
      'one that has an environment variable with a name that is none',
      configured({}, { 'AIRFLOW__SECRETS__BACKEND_KWARG__Tenant-x!': CANARY }),
      'AIRFLOW__SECRETS__BACKEND_KWARG__<KEY>: this is no kwarg for Azure Key Vault. Airflow would hand it to the SecretClient of its SDK, and Chatelaine does not. Did you mean "tenant_id"?',
    ],
  ];
  for (const [name, config, message] of unknown) {
    it(`refuses a kwarg that is not known: ${name}`, async () => {
      const error = await caught(() => config.optionsFor(plain));

      expect(error.code).to.equal('INVALID_CONFIG');
      expect(error.message).to.equal(message);
      expect(JSON.stringify(error) + error.stack).not.to.include(CANARY);
    });
  }

  const blamed: readonly (readonly [string, () => unknown, string, readonly string[]])[] = [
    [
      'an option that is not valid',
      () => create(configured({ vault_url: `http://${CANARY}` })),
      `${KWARGS}: option "vault_url" is not valid. Expected: an https address.`,
      ['secrets', 'backend_kwargs', 'vault_url'],
    ],
    [
      "an option under Airflow's name for it",
      () => create(configured({ vault_url: 'https://a', sep: CANARY })),
      `${KWARGS}: option "sep" is not valid. Expected: up to three characters.`,
      ['secrets', 'backend_kwargs', 'sep'],
    ],
    [
      'a missing option',
      () => create(configured({ tenant_id: CANARY })),
      `${KWARGS}: option "vault_url" is missing. Expected: an https address.`,
      ['secrets', 'backend_kwargs', 'vault_url'],
    ],
    [
      'a missing option, where there are no kwargs',
      () => create(configured(undefined)),
      'airflow.cfg: [secrets] backend_kwargs: option "vault_url" is missing. Expected: an https address.',
      ['secrets', 'backend_kwargs', 'vault_url'],
    ],
    [
      'an option that has an environment variable of its own',
      () => create(configured({}, { AIRFLOW__SECRETS__BACKEND_KWARG__VAULT_URL: CANARY })),
      'AIRFLOW__SECRETS__BACKEND_KWARG__VAULT_URL: option "vault_url" is not valid. Expected: an https address.',
      ['secrets', 'backend_kwargs', 'vault_url'],
    ],
    [
      'the JSON object of the environment',
      () => create(configured(undefined, { AIRFLOW__SECRETS__BACKEND_KWARGS: '{}' })),
      'AIRFLOW__SECRETS__BACKEND_KWARGS: option "vault_url" is missing. Expected: an https address.',
      ['secrets', 'backend_kwargs', 'vault_url'],
    ],
    [
      'something within an option',
      () => create(configured({ vault_url: 'https://a', extra: { [CANARY]: 1 } })),
      `${KWARGS}: option "extra" is not valid.`,
      ['secrets', 'backend_kwargs', 'extra'],
    ],
    [
      'what the provider found while it created the backend, with the names of kwargs',
      () => create(configured({ vault_url: 'https://a', tenant_id: 't' }), incomplete),
      `${KWARGS}: option "client_id" is missing beside "tenant_id". It takes tenant_id, client_id and a clientProof.`,
      ['secrets', 'backend_kwargs', 'client_id'],
    ],
    [
      'what the provider found, without the text of a kwarg that it quotes',
      () => create(configured({ vault_url: 'https://a', tenant_id: CANARY }), talkative),
      `${KWARGS}: option "tenant_id" is not valid.`,
      ['secrets', 'backend_kwargs', 'tenant_id'],
    ],
    [
      'what names no option',
      () => create(configured({ vault_url: 'https://a' }), vague),
      `${KWARGS}: these options cannot work together. Keep one of them.`,
      ['secrets', 'backend_kwargs'],
    ],
    [
      'what names no option and quotes a kwarg',
      () => create(configured({ vault_url: `https://${CANARY}`, tenant_id: 'these options' }), vague),
      `${KWARGS}: this does not fit the provider "azure-key-vault". Keep one of them.`,
      ['secrets', 'backend_kwargs'],
    ],
    [
      'what the provider found while it read the kwargs',
      () => create(configured({ sep: CANARY, vault_url: 'https://a' }), mapping),
      `${KWARGS}: option "sep" is too long. Shorten it.`,
      ['secrets', 'backend_kwargs', 'sep'],
    ],
    [
      "a kwarg of Airflow's page that the provider refuses under its own name",
      () => create(configured({ allow_redirects: CANARY }, {}, HASHICORP), byKwarg),
      `${KWARGS}: The argument "allow_redirects" has no place here. Leave it out.`,
      ['secrets', 'backend_kwargs', 'allow_redirects'],
    ],
  ];
  for (const [name, work, message, field] of blamed) {
    it(`blames the kwargs for ${name}`, async () => {
      const error = await caught(work);

      expect(error.code).to.equal('INVALID_CONFIG');
      expect(error.message).to.equal(message);
      expect(error.field).to.deep.equal(field);
      expect(JSON.stringify(error) + error.stack).not.to.include(CANARY);
    });
  }

  it('names only the nearest kwarg for an option that it does not know', () => {
    const error = new SecretsError('INVALID_CONFIG', `x: option "tenantIt" of ${CANARY} is not known.`, {
      field: ['tenantIt'],
    });

    const blamedError = configured({ tenant_it: CANARY }).blame(error);

    expect(blamedError.message).to.equal(
      `${KWARGS}: one of its keys is no kwarg for Azure Key Vault. Airflow would hand it to the SecretClient of its SDK, and Chatelaine does not. Did you mean "tenant_id"?`,
    );
    expect(blamedError.field).to.deep.equal(['secrets', 'backend_kwargs']);
  });

  it('blames an error once, and no error of another code', async () => {
    const config = configured({ [CANARY]: 1 });
    const error = await caught(() => config.optionsFor(plain));
    const other = new SecretsError('INTERNAL', 'broken');

    expect(config.blame(error)).to.equal(error);
    expect(config.blame(other)).to.equal(other);
  });

  it('does not pass on what a provider throws that is no SecretsError', async () => {
    const broken = withMapping(() => {
      throw new Error(CANARY);
    });

    const error = await caught(() => configured({ vault_url: CANARY }).optionsFor(broken));

    expect(error.code).to.equal('INTERNAL');
    expect(error.message).to.equal(
      'azure-key-vault: the provider "fake" failed while it read Airflow\'s kwargs. A provider throws a SecretsError with code INVALID_CONFIG when kwargs cannot work.',
    );
    expect(JSON.stringify(error) + error.stack).not.to.include(CANARY);
  });
});

const incomplete = withCreate(() => {
  throw new SecretsError(
    'INVALID_CONFIG',
    'azure-key-vault: option "clientId" is missing beside "tenantId".',
    {
      backend: 'azure-key-vault',
      field: ['clientId'],
      hint: 'It takes tenantId, clientId and a clientProof.',
    },
  );
});

const talkative = withCreate(() => {
  throw new SecretsError('INVALID_CONFIG', `azure-key-vault: ${CANARY} is no tenant.`, {
    backend: 'azure-key-vault',
    field: ['tenantId'],
    hint: `Correct ${CANARY}.`,
  });
});

const vague = withCreate(() => {
  throw new SecretsError('INVALID_CONFIG', 'azure-key-vault: these options cannot work together.', {
    backend: 'azure-key-vault',
    hint: 'Keep one of them.',
  });
});

const byKwarg = withMapping(() => {
  throw new SecretsError('INVALID_CONFIG', 'The argument "allow_redirects" has no place here.', {
    field: ['allow_redirects'],
    hint: 'Leave it out.',
  });
});
const mapping = withMapping(() => {
  throw new SecretsError('INVALID_CONFIG', 'option "separator" is too long.', {
    field: ['separator'],
    hint: 'Shorten it.',
  });
});
