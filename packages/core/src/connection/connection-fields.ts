import type { JsonObject } from '../json.js';

/** The parts of a connection, in the clear: plain, frozen, serialisable. Absent is `undefined`, empty is `""`. */
export interface ConnectionFields {
  /** Canonical: "postgres", "google_cloud_platform". */
  readonly type?: string;
  readonly host?: string;
  readonly port?: number;
  readonly login?: string;
  readonly password?: string;
  readonly schema?: string;
  readonly extra?: JsonObject;
  readonly description?: string;
}

export interface ParseConnectionOptions {
  /** `airflow`: Airflow's result, and what it lost beside it. `strict`: any loss is `INVALID_VALUE`. @default 'airflow' */
  readonly reading?: 'airflow' | 'strict';
}

export interface ParsedConnection {
  readonly fields: ConnectionFields;
  /** The type as it was written, where that differs from the canonical one. */
  readonly givenType?: string;
  /** What Airflow's reading left out or changed without a word. */
  readonly losses: readonly Loss[];
}

/** Something that the text said and the fields do not; it never quotes the text. */
export interface Loss {
  readonly kind: LossKind;
  /** What was lost and how to write it so that it is kept, in a sentence or two. */
  readonly message: string;
}

export type LossKind =
  | 'fragment-dropped'
  | 'control-characters-removed'
  | 'host-lower-cased'
  | 'duplicate-parameter'
  | 'parameters-beside-extra'
  | 'type-not-a-scheme'
  | 'not-a-uri'
  | 'invalid-utf8'
  | 'duplicate-key'
  | 'second-scheme-ignored';
