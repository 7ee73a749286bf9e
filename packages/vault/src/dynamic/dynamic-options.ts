import type { SecretKind } from '@chatelaine/core';

/** A credential that Vault makes when it is asked for. */
export interface DynamicOptions {
  /** What to read, mount included: `database/creds/app`. */
  readonly path: string;
  /** The kind of the id. @default 'connection' */
  readonly as?: SecretKind | undefined;
  /** The connection without its login and password, as a URI or JSON: `postgres://db.example.com/app`. */
  readonly connection?: string | undefined;
  /** The key of the login in what Vault makes. @default 'username' */
  readonly loginKey?: string | undefined;
  /** The key of the password in what Vault makes. @default 'password' */
  readonly passwordKey?: string | undefined;
  /** The one key whose value is given; not for connections. @default all of them, as a JSON object */
  readonly key?: string | undefined;
}
