import type { SecretKind } from '../secret-ref.js';

/** What a service allows in names and versions, and how Airflow builds a name for it. */
export interface NameRules {
  /** The name of an id under a prefix. */
  join(prefix: string, id: string, separator: string, kind: SecretKind): string;
  /** Why a name cannot be one of the service, or `undefined` when it can. */
  illegalName(name: string): string | undefined;
  /** Why a version cannot be one of the service, or `undefined` when it can. */
  illegalVersion(version: string): string | undefined;
  /** The same for two names exactly when the service takes them for one. @default the name */
  identity?(name: string): string;
  /** Whether a separator at the end of a prefix is kept. @default false */
  readonly keepsPrefixEnd?: boolean;
}

/** Prefix, separator and id. Without a prefix the id stands alone. */
export function joinName(prefix: string, id: string, separator: string): string {
  return prefix === '' ? id : `${prefix}${separator}${id}`;
}
