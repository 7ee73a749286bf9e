import type { StandardSchemaV1 } from '@chatelaine/core';
import { DURATION } from '@chatelaine/core/provider';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import type { DynamicOptions } from './dynamic/dynamic-options.js';

export type AuthType = 'token' | 'approle' | 'kubernetes' | 'jwt' | 'userpass' | 'ldap' | 'cert';

/** Folders of a kind: one, or several that are asked in order; `null`: never asked for it; `''`: the mount itself. */
export type KindPath = string | readonly string[] | null;

/** Everything that a config file can say about a Vault. */
export interface VaultOptions {
  /** Where Vault is, `https://HOST:8200`. @default VAULT_ADDR, else BAO_ADDR */
  readonly url?: string | undefined;
  /** Sends tokens and secrets in clear to a host that is not this machine. @default false */
  readonly allowHttp?: boolean | undefined;
  /** @default VAULT_NAMESPACE, else BAO_NAMESPACE, else the root namespace */
  readonly namespace?: string | undefined;
  /** Where the KV engine is mounted; `null`: the first segment of an id says it. @default 'secret' */
  readonly mountPoint?: string | null | undefined;
  /** The version of the KV engine. @default 2 */
  readonly kvEngineVersion?: 1 | 2 | undefined;
  /** The folder of connections. @default 'connections' */
  readonly connectionsPath?: KindPath | undefined;
  /** The folder of variables. @default 'variables' */
  readonly variablesPath?: KindPath | undefined;
  /** The folder of config values. @default 'config' */
  readonly configPath?: KindPath | undefined;
  /** The folder of raw secrets. @default '' */
  readonly secretsPath?: KindPath | undefined;
  /** Whether a team has a folder of its own. @default true */
  readonly useTeamSecretsPath?: boolean | undefined;
  /** The folder, beside those of the teams, of what is for everybody. @default none: a team sees its own alone */
  readonly globalSecretsPath?: string | undefined;
  /** Credentials that Vault makes when they are asked for, by the id that asks for them. */
  readonly dynamic?: Readonly<Record<string, DynamicOptions>> | undefined;
  /** How to log in. @default by the options that are given, else 'token' */
  readonly authType?: AuthType | undefined;
  /** Where the method is mounted. @default its own name */
  readonly authMountPoint?: string | undefined;
  readonly token?: string | undefined;
  /** A file that holds the token, read at every log-in. */
  readonly tokenFile?: string | undefined;
  /** A file that holds a wrapping token, in which the token is. */
  readonly wrappedTokenFile?: string | undefined;
  readonly roleId?: string | undefined;
  readonly roleIdFile?: string | undefined;
  readonly secretId?: string | undefined;
  /** A file that holds the secret id, read at every log-in. */
  readonly secretIdFile?: string | undefined;
  /** A file that holds a wrapping token, in which the secret id is. */
  readonly wrappedSecretIdFile?: string | undefined;
  readonly kubernetesRole?: string | undefined;
  /** The token of the pod's service account. @default '/var/run/secrets/kubernetes.io/serviceaccount/token' */
  readonly kubernetesJwtFile?: string | undefined;
  readonly jwtRole?: string | undefined;
  readonly jwtToken?: string | undefined;
  /** A file that holds the JWT, read at every log-in. */
  readonly jwtTokenFile?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** A file that holds the password, read at every log-in. */
  readonly passwordFile?: string | undefined;
  /** The role of the certificate, where several fit it. */
  readonly certRole?: string | undefined;
  /** A PEM file of the authorities to trust in place of the system's. */
  readonly caFile?: string | undefined;
  /** A PEM file of this client's certificate, read at every log-in. */
  readonly clientCertificateFile?: string | undefined;
  /** A PEM file of its private key. */
  readonly clientKeyFile?: string | undefined;
  /** How long one log-in may take: `30s`, or a number of milliseconds. @default '30s' */
  readonly loginTimeout?: string | number | undefined;
}

const described = <T>(schema: v.GenericSchema<T>, text: string) =>
  v.optional(v.pipe(schema, v.description(text)));
const text = v.pipe(v.string(), v.nonEmpty());
const path = v.pipe(v.string(), v.regex(/^[^/]/));
const file = (what: string) => described(text, `the path of a file that holds ${what}`);
const folder = (kind: string, fallback: string) =>
  described(
    v.nullable(v.union([v.string(), v.pipe(v.array(v.string()), v.nonEmpty())])),
    `the folder of ${kind} (default "${fallback}"), a list of folders, or null to never ask for them`,
  );

const dynamic = v.strictObject({
  path: v.pipe(path, v.description('what to read, for example "database/creds/app"')),
  as: described(
    v.picklist(['connection', 'variable', 'config', 'secret']),
    'the kind of the id (default "connection")',
  ),
  connection: described(
    text,
    'the connection without its login and password, as a URI or JSON, for example "postgres://db.example.com/app"',
  ),
  loginKey: described(text, 'the key of the login in what Vault makes (default "username")'),
  passwordKey: described(text, 'the key of the password in what Vault makes (default "password")'),
  key: described(text, 'the one key whose value is given (default: all of them, as a JSON object)'),
});

const schema = v.strictObject({
  url: described(text, 'the address of Vault, https://HOST:8200 (default: VAULT_ADDR)'),
  allowHttp: described(v.boolean(), 'true to send tokens in clear to a host that is not this machine'),
  namespace: described(text, 'the namespace (default: VAULT_NAMESPACE)'),
  mountPoint: described(
    v.nullable(path),
    'where the KV engine is mounted (default "secret"), or null where the first segment of an id says it',
  ),
  kvEngineVersion: described(v.picklist([1, 2]), 'the version of the KV engine, 1 or 2 (default 2)'),
  connectionsPath: folder('connections', 'connections'),
  variablesPath: folder('variables', 'variables'),
  configPath: folder('config values', 'config'),
  secretsPath: folder('raw secrets', ''),
  useTeamSecretsPath: described(v.boolean(), 'false to not look in the folder of a team (default true)'),
  globalSecretsPath: described(path, 'the folder of what is for every team (default: none)'),
  dynamic: described(v.record(text, dynamic), 'credentials that Vault makes when they are asked for, by id'),
  authType: described(
    v.picklist(['token', 'approle', 'kubernetes', 'jwt', 'userpass', 'ldap', 'cert']),
    'how to log in (default: by the options that are given, else "token")',
  ),
  authMountPoint: described(path, 'where the method is mounted (default: its own name)'),
  token: described(text, 'the token (default: VAULT_TOKEN)'),
  tokenFile: file('the token'),
  wrappedTokenFile: file('a wrapping token, in which the token is'),
  roleId: described(text, 'the role id of AppRole'),
  roleIdFile: file('the role id'),
  secretId: described(text, 'the secret id of AppRole'),
  secretIdFile: file('the secret id'),
  wrappedSecretIdFile: file('a wrapping token, in which the secret id is'),
  kubernetesRole: described(text, 'the role of the Kubernetes method'),
  kubernetesJwtFile: file("the service account's token (default: the pod's own)"),
  jwtRole: described(text, 'the role of the JWT method'),
  jwtToken: described(text, 'the JWT'),
  jwtTokenFile: file('the JWT'),
  username: described(text, 'the user name of userpass or LDAP'),
  password: described(text, 'the password of that user'),
  passwordFile: file('the password'),
  certRole: described(text, "the role of this client's certificate"),
  caFile: file('the certificates of the authorities to trust'),
  clientCertificateFile: file("this client's certificate, as PEM"),
  clientKeyFile: file('the private key of that certificate, as PEM'),
  loginTimeout: described(
    v.union([v.pipe(v.string(), v.regex(DURATION)), v.pipe(v.number(), v.integer(), v.minValue(1))]),
    'a time such as 250ms, 30s or 1m, or a number of milliseconds',
  ),
});

/** The options as a Standard Schema that also gives its JSON Schema. */
export const optionsSchema: StandardSchemaV1<unknown, VaultOptions> = toStandardJsonSchema(schema);

/** The names of all options. */
export const OPTION_NAMES: readonly string[] = Object.keys(schema.entries);
