import type { OnError } from '@chatelaine/core';
import type { Key } from '@chatelaine/core/last-known-good';

/** A config given in code: the same keys as in a file. */
export interface ConfigObject extends ConfigProfile {
  /** Named sets of settings, chosen by `CHATELAINE_PROFILE` or the `profile` option. */
  readonly profiles?: Readonly<Record<string, ConfigProfile | undefined>> | undefined;
}

/** Settings of a config; those of a profile replace the file's own, key by key. */
export interface ConfigProfile {
  /** Asked in this order; a provider's name alone takes its defaults. */
  readonly backends?: readonly (string | ConfigBackend)[] | undefined;
  /** What follows a failure of a backend that has no policy of its own. @default 'stop' */
  readonly onError?: OnError | undefined;
  /** How connections are read: as Airflow does, or refused where that would lose something. @default 'airflow' */
  readonly connections?: 'airflow' | 'strict' | undefined;
  /** How answers are kept, or `false`: each call asks. @default { refreshAfter: '4m', fresh: '5m', hard: '1h', missing: '10s' } */
  readonly cache?: ConfigCache | false | undefined;
  /** An encrypted file of the last answers, so that the next process can start while a backend is down. @default none */
  readonly lastKnownGood?: ConfigLastKnownGood | false | undefined;
}

/** Where the last answers outlive the process; one of `key`, `keyFile` and `keyEnv` is given. */
export interface ConfigLastKnownGood {
  /** The file, one for each process; its folder must be there. */
  readonly path: string;
  /** 32 random bytes, as they are, as base64 text, or what gives them. */
  readonly key?: Key | (() => Key | Promise<Key>) | undefined;
  /** The file that holds the key. */
  readonly keyFile?: string | undefined;
  /** The environment variable that holds the key. */
  readonly keyEnv?: string | undefined;
  /** Up to this age a value is served before its backend has answered in this process, with its unit. @default '24h' */
  readonly maxAge?: string | undefined;
}

/** One backend as a config describes it. */
export interface ConfigBackend {
  /** Label for messages and traces, unique within the chain. @default the provider's name */
  readonly name?: string | undefined;
  /** A short name, an npm package name, or a path that begins with `./`, `../` or `/`. */
  readonly provider: string;
  /** What follows a failure of this backend. @default the chain's own */
  readonly onError?: OnError | undefined;
  /** A deadline for each read, with its unit: `250ms`, `5s`, `2m`. @default '10s' */
  readonly timeout?: string | undefined;
  /** How many calls may run at the same time. @default 16 */
  readonly concurrency?: number | undefined;
  /** How often a read is tried in all after a failure that time may heal, or `false`: once. @default { attempts: 4 } */
  readonly retry?: { readonly attempts: number } | false | undefined;
  /** How many calls may start in a span of time, or `false`: any number. @default what the store documents */
  readonly pace?: { readonly requests: number; readonly per: string } | false | undefined;
  /** After how many failures in a row the backend is left alone for a while, or `false`: never. @default { failures: 5 } */
  readonly breaker?: { readonly failures: number } | false | undefined;
  /** How long its answers are kept, or `false`: not at all. @default the chain's own; not at all for `env` and `file` */
  readonly cache?: ConfigAges | false | undefined;
  /** Checked by the provider's own schema; `${env:NAME}` and `${file:PATH}` are expanded in every text. */
  readonly options?: object | undefined;
}

/** How old a kept value may get, each with its unit: `30s`, `5m`, `1h`. */
export interface ConfigAges {
  /** From this age on it is served, and asked for again behind the caller's back. @default '4m' */
  readonly refreshAfter?: string | undefined;
  /** From this age on a read waits for the backend. @default '5m' */
  readonly fresh?: string | undefined;
  /** Up to this age it is served when its backend is throttled, unavailable or too slow. @default '1h' */
  readonly hard?: string | undefined;
  /** How long "not here" is remembered. @default '10s' */
  readonly missing?: string | undefined;
}

/** How answers of the chain are kept. */
export interface ConfigCache extends ConfigAges {
  /** @default 10_000 */
  readonly maxEntries?: number | undefined;
  /** Other ages for some references; the first rule that matches counts. */
  readonly rules?: readonly ConfigCacheRule[] | undefined;
}

export interface ConfigCacheRule extends ConfigAges {
  /** The text form of references, with `*` for any characters: `connection/*`, `secret/db-*`. */
  readonly match: string;
}
