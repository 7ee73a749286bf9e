import type { SecretKind } from '@chatelaine/core';
import { DURATION, type PrefixOptions } from '@chatelaine/core/provider';
import * as v from 'valibot';

/** How AWS is reached and logged in to: the options that its services share. */
export interface AwsOptions {
  /** The region of the service. @default AWS_REGION, AWS_DEFAULT_REGION, else the profile's */
  readonly region?: string | undefined;
  /** A profile of the shared config and credentials files: no other credential is looked for. */
  readonly profile?: string | undefined;
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: string | undefined;
  /** A file that holds the secret access key, read at every log-in. */
  readonly secretAccessKeyFile?: string | undefined;
  readonly sessionToken?: string | undefined;
  /** A file that holds the session token, read at every log-in. */
  readonly sessionTokenFile?: string | undefined;
  /** The role to assume, with whatever credential there is. */
  readonly roleArn?: string | undefined;
  /** What the trust policy of the role asks for. */
  readonly externalId?: string | undefined;
  /** The name of the session in the audit trail. @default 'chatelaine' */
  readonly roleSessionName?: string | undefined;
  /** A file that holds the web identity token to assume the role with, read at every log-in. */
  readonly webIdentityTokenFile?: string | undefined;
  /** The address of the service, for a local server or a private endpoint. @default the region's */
  readonly endpoint?: string | undefined;
  /** The address of the token service (STS). @default the region's */
  readonly stsEndpoint?: string | undefined;
  /** Hosts for which an address without TLS is accepted, beside this machine. */
  readonly trustedHosts?: readonly string[] | undefined;
  /** How long one log-in may take: `30s`, or a number of milliseconds. @default '30s' */
  readonly loginTimeout?: string | number | undefined;
}

/** Which names a backend asks for: the options that its services share. */
export interface AwsNameOptions extends PrefixOptions {
  /** What the ids of connections begin with that are asked for, as a regular expression. @default every id */
  readonly connectionsLookupPattern?: string | undefined;
  /** What the ids of variables begin with that are asked for, as a regular expression. @default every id */
  readonly variablesLookupPattern?: string | undefined;
  /** What the ids of config values begin with that are asked for, as a regular expression. @default every id */
  readonly configLookupPattern?: string | undefined;
  /** The key that encrypts what is written. @default the service's own */
  readonly kmsKeyId?: string | undefined;
}

type Described<T> = v.OptionalSchema<v.GenericSchema<T>, undefined>;

export const described = <T>(schema: v.GenericSchema<T>, text: string): Described<T> =>
  v.optional(v.pipe(schema, v.description(text)));

export const text: v.GenericSchema<string> = v.pipe(v.string(), v.nonEmpty());

const matching = (pattern: RegExp): v.GenericSchema<string> => v.pipe(v.string(), v.regex(pattern));

/** The entries of the schema for `AwsOptions`. */
export const awsEntries: { readonly [Name in keyof AwsOptions]-?: v.GenericSchema<AwsOptions[Name]> } = {
  region: described(matching(/^[a-z0-9-]{1,40}$/), 'the region of the service, for example "eu-central-1"'),
  profile: described(text, 'a profile of the shared config and credentials files'),
  accessKeyId: described(matching(/^\w{4,128}$/), 'the id of an access key'),
  secretAccessKey: described(text, 'the secret access key'),
  secretAccessKeyFile: described(text, 'the path of a file that holds the secret access key'),
  sessionToken: described(text, 'the session token of a temporary access key'),
  sessionTokenFile: described(text, 'the path of a file that holds the session token'),
  roleArn: described(matching(/^arn:[\w-]+:iam::\d{12}:role\/.+$/), 'the ARN of the role to assume'),
  externalId: described(
    matching(/^[\w+=,.@:/-]{2,1224}$/),
    "the external id that the role's trust policy asks for",
  ),
  roleSessionName: described(
    matching(/^[\w+=,.@-]{2,64}$/),
    'the name of the session in the audit trail (default "chatelaine")',
  ),
  webIdentityTokenFile: described(text, 'the path of a file that holds a web identity token'),
  endpoint: described(text, 'the address of the service, for a local server or a private endpoint'),
  stsEndpoint: described(text, 'the address of the token service (STS)'),
  trustedHosts: described(v.array(text), 'a list of hosts for which an address without TLS is accepted'),
  loginTimeout: described(
    v.union([matching(DURATION), v.pipe(v.number(), v.integer(), v.minValue(1))]),
    'a time such as 250ms, 30s or 1m, or a number of milliseconds',
  ),
};

type NameEntries = {
  readonly [Name in keyof AwsNameOptions]-?: v.GenericSchema<AwsNameOptions[Name]>;
};

/** The entries of the schema for `AwsNameOptions`, with the service's own prefixes in their descriptions. */
export function nameEntries(prefixes: Readonly<Record<SecretKind, string>>): NameEntries {
  const prefix = (kind: string, fallback: string) =>
    described(
      v.nullable(v.string()),
      `text before the names of ${kind} (default "${fallback}"), or null to never ask for them`,
    );
  const pattern = (kind: string) =>
    described(text, `a regular expression for the beginning of the ids of ${kind} that are asked for`);
  return {
    connectionsPrefix: prefix('connections', prefixes.connection),
    variablesPrefix: prefix('variables', prefixes.variable),
    configPrefix: prefix('config values', prefixes.config),
    secretsPrefix: prefix('raw secrets', prefixes.secret),
    connectionsLookupPattern: pattern('connections'),
    variablesLookupPattern: pattern('variables'),
    configLookupPattern: pattern('config values'),
    kmsKeyId: described(text, 'the id, ARN or alias of the KMS key that encrypts what is written'),
  };
}
