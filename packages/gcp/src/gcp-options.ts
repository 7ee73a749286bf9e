import type { StandardSchemaV1 } from '@chatelaine/core';
import { DURATION } from '@chatelaine/core/provider';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';

/** Everything that a config file can say about the secrets of a project. */
export interface GcpOptions {
  /** The project's id or number. @default the credential's, GOOGLE_CLOUD_PROJECT, or the metadata server's */
  readonly projectId?: string | undefined;
  /** The location of regional secrets, for example `europe-west3`. @default none: secrets that are global */
  readonly location?: string | undefined;
  /** Before the names of connections; `null`: never asked for them. @default 'airflow-connections' */
  readonly connectionsPrefix?: string | null | undefined;
  /** Before the names of variables; `null`: never asked for them. @default 'airflow-variables' */
  readonly variablesPrefix?: string | null | undefined;
  /** Before the names of config values; `null`: never asked for them. @default 'airflow-config' */
  readonly configPrefix?: string | null | undefined;
  /** Before the names of raw secrets; `null`: never asked for them. @default '' */
  readonly secretsPrefix?: string | null | undefined;
  /** Between prefix and id. @default '-' */
  readonly separator?: string | undefined;
  /** A service account's key: the content of its file, as an object or as text. */
  readonly key?: string | object | undefined;
  /** The file of a service account's key, read at every log-in. */
  readonly keyFile?: string | undefined;
  /** A credential configuration of any other kind: the content of its file, as an object or as text. */
  readonly credentialConfig?: string | object | undefined;
  /** The file of such a configuration, read at every log-in. */
  readonly credentialConfigFile?: string | undefined;
  /** The service account to act as; of a list, the last one, through the others. */
  readonly impersonationChain?: string | readonly string[] | undefined;
  /** What tokens are asked for. @default the scope of the whole platform */
  readonly scopes?: readonly string[] | undefined;
  /** Where Secret Manager is. @default Google's address, by `location` */
  readonly endpoint?: string | undefined;
  /** Where tokens of impersonated accounts are had. @default 'https://iamcredentials.googleapis.com' */
  readonly iamEndpoint?: string | undefined;
  /** Hosts outside googleapis.com that may be sent tokens. */
  readonly trustedHosts?: readonly string[] | undefined;
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
const document = v.union([text, v.record(v.string(), v.unknown())]);

const schema = v.strictObject({
  projectId: described(
    v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.:-]{1,98}$/)),
    'the id or number of the project (default: of the credential, GOOGLE_CLOUD_PROJECT or the metadata server)',
  ),
  location: described(
    v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,40}$/)),
    'the location of regional secrets, for example europe-west3 (default: global secrets)',
  ),
  connectionsPrefix: prefix('connections', 'airflow-connections'),
  variablesPrefix: prefix('variables', 'airflow-variables'),
  configPrefix: prefix('config values', 'airflow-config'),
  secretsPrefix: prefix('raw secrets', ''),
  separator: described(v.string(), 'text between prefix and id (default "-")'),
  key: described(document, "the content of a service account's key file, as an object or as text"),
  keyFile: described(text, "the path of a service account's key file"),
  credentialConfig: described(
    document,
    'the content of a credential configuration file, as an object or as text',
  ),
  credentialConfigFile: described(
    text,
    'the path of a credential configuration file, for example of workload identity federation',
  ),
  impersonationChain: described(
    v.union([text, v.pipe(v.array(text), v.nonEmpty())]),
    'the address of the service account to act as, or a list of which the last one is acted as through the others',
  ),
  scopes: described(
    v.pipe(v.array(text), v.nonEmpty()),
    'a list of the scopes of tokens (default: the whole platform)',
  ),
  endpoint: described(text, 'the address of Secret Manager, https://HOST (default: by location)'),
  iamEndpoint: described(
    text,
    'the address of IAM credentials (default "https://iamcredentials.googleapis.com")',
  ),
  trustedHosts: described(
    v.array(text),
    'a list of hosts outside googleapis.com that are trusted with tokens',
  ),
  loginTimeout: described(
    v.union([v.pipe(v.string(), v.regex(DURATION)), v.pipe(v.number(), v.integer(), v.minValue(1))]),
    'a time such as 250ms, 30s or 1m, or a number of milliseconds',
  ),
});

/** The options as a Standard Schema that also gives its JSON Schema. */
export const optionsSchema: StandardSchemaV1<unknown, GcpOptions> = toStandardJsonSchema(schema);

/** The names of all options. */
export const OPTION_NAMES: readonly string[] = Object.keys(schema.entries);
