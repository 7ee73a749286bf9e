import type { OnError } from '@chatelaine/core';

/** A config given in code: the same keys as in a file. */
export interface ConfigObject extends ConfigProfile {
  /** Named sets of settings, chosen by `CHATELAINE_PROFILE` or the `profile` option. */
  readonly profiles?: Readonly<Record<string, ConfigProfile>>;
}

/** Settings of a config; those of a profile replace the file's own, key by key. */
export interface ConfigProfile {
  /** Asked in this order; a provider's name alone takes its defaults. */
  readonly backends?: readonly (string | ConfigBackend)[];
  /** What follows a failure of a backend that has no policy of its own. @default 'stop' */
  readonly onError?: OnError;
}

/** One backend as a config describes it. */
export interface ConfigBackend {
  /** Label for messages and traces, unique within the chain. @default the provider's name */
  readonly name?: string;
  /** A short name, an npm package name, or a path that begins with `./`, `../` or `/`. */
  readonly provider: string;
  /** What follows a failure of this backend. @default the chain's own */
  readonly onError?: OnError;
  /** A deadline for each read, with its unit: `250ms`, `5s`, `2m`. @default '10s' */
  readonly timeout?: string;
  /** Checked by the provider's own schema; `${env:NAME}` and `${file:PATH}` are expanded in every text. */
  readonly options?: object;
}
