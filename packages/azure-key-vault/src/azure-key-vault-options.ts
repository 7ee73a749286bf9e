import type { StandardSchemaV1 } from '@chatelaine/core';
import { DURATION } from '@chatelaine/core/provider';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';

export type CredentialKind =
  | 'default'
  | 'azure-cli'
  | 'managed-identity'
  | 'workload-identity'
  | 'environment';

/** Everything that a config file can say about a vault. */
export interface AzureKeyVaultOptions {
  /** The vault's address, `https://NAME.vault.azure.net`. */
  readonly vaultUrl: string;
  /** Before the names of connections; `null`: never asked for them. @default 'airflow-connections' */
  readonly connectionsPrefix?: string | null | undefined;
  /** Before the names of variables; `null`: never asked for them. @default 'airflow-variables' */
  readonly variablesPrefix?: string | null | undefined;
  /** Before the names of config values; `null`: never asked for them. @default 'airflow-config' */
  readonly configPrefix?: string | null | undefined;
  /** Before the names of raw secrets; `null`: never asked for them. @default '' */
  readonly secretsPrefix?: string | null | undefined;
  /** Between prefix and id, and in the place of every underscore. @default '-' */
  readonly separator?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** A file that holds the client secret, read at every log-in. */
  readonly clientSecretFile?: string | undefined;
  /** A PEM file with the certificate and its private key, read at every log-in. */
  readonly clientCertificatePath?: string | undefined;
  readonly managedIdentityClientId?: string | undefined;
  readonly workloadIdentityTenantId?: string | undefined;
  /** The one kind of credential to use. @default a service principal when its options are given, else 'default' */
  readonly credential?: CredentialKind | undefined;
  /** Where to log in. @default AZURE_AUTHORITY_HOST, else what fits the vault's cloud */
  readonly authorityHost?: string | undefined;
  readonly disableInstanceDiscovery?: boolean | undefined;
  /** The api-version to speak. @default the SDK's newest */
  readonly serviceVersion?: string | undefined;
  /** Sends tokens to a host outside the domain that the vault names: only loopback and trusted hosts. */
  readonly disableChallengeResourceVerification?: boolean | undefined;
  /** Hosts for which `disableChallengeResourceVerification` is accepted. */
  readonly trustedVaultHosts?: readonly string[] | undefined;
  /** How long one log-in may take: `30s`, or a number of milliseconds. @default '30s' */
  readonly loginTimeout?: string | number | undefined;
}

const described = <T>(schema: v.GenericSchema<T>, text: string) =>
  v.optional(v.pipe(schema, v.description(text)));
const text = v.pipe(v.string(), v.nonEmpty());
const prefix = (kind: string, fallback: string) =>
  described(
    v.nullable(v.string()),
    `text before the names of ${kind} (default "${fallback}"), or null to never ask for them`,
  );

const schema = v.strictObject({
  vaultUrl: v.pipe(text, v.description("the vault's address, https://NAME.vault.azure.net")),
  connectionsPrefix: prefix('connections', 'airflow-connections'),
  variablesPrefix: prefix('variables', 'airflow-variables'),
  configPrefix: prefix('config values', 'airflow-config'),
  secretsPrefix: prefix('raw secrets', ''),
  separator: described(
    v.string(),
    'text between prefix and id, and in the place of every underscore (default "-")',
  ),
  tenantId: described(
    v.pipe(v.string(), v.regex(/^[0-9a-zA-Z.-]+$/)),
    'the id or domain of the tenant (directory)',
  ),
  clientId: described(text, 'the client id of the application'),
  clientSecret: described(text, 'the client secret of the application'),
  clientSecretFile: described(text, 'the path of a file that holds the client secret'),
  clientCertificatePath: described(text, 'the path of a PEM file with the certificate and its private key'),
  managedIdentityClientId: described(text, 'the client id of a user-assigned managed identity'),
  workloadIdentityTenantId: described(
    v.pipe(v.string(), v.regex(/^[0-9a-zA-Z.-]+$/)),
    'the id or domain of the tenant of the workload identity',
  ),
  credential: described(
    v.picklist(['default', 'azure-cli', 'managed-identity', 'workload-identity', 'environment']),
    'the one kind of credential to use',
  ),
  authorityHost: described(text, 'where to log in, for example https://login.microsoftonline.com'),
  disableInstanceDiscovery: described(
    v.boolean(),
    'true to not ask Microsoft whether the authority is known',
  ),
  serviceVersion: described(
    v.pipe(v.string(), v.regex(/^[0-9a-z.-]+$/)),
    'the api-version to speak, for example "7.6"',
  ),
  disableChallengeResourceVerification: described(
    v.boolean(),
    'true to send tokens to a host outside the domain that the vault names',
  ),
  trustedVaultHosts: described(v.array(text), 'a list of hosts that are trusted with tokens for Key Vault'),
  loginTimeout: described(
    v.union([v.pipe(v.string(), v.regex(DURATION)), v.pipe(v.number(), v.integer(), v.minValue(1))]),
    'a time such as 250ms, 30s or 1m, or a number of milliseconds',
  ),
});

/** The options as a Standard Schema that also gives its JSON Schema. */
export const optionsSchema: StandardSchemaV1<unknown, AzureKeyVaultOptions> = toStandardJsonSchema(schema);

/** The names of all options. */
export const OPTION_NAMES: readonly string[] = Object.keys(schema.entries);
