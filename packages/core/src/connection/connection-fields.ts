import type { JsonObject } from '../json.js';

/** The parts of a connection, in the clear: plain, frozen, serialisable. Absent is `undefined`, empty is `""`. */
export interface ConnectionFields {
  /** Canonical: "postgres", "google_cloud_platform". */
  readonly type?: string;
  /** Of several hosts, the first. */
  readonly host?: string;
  /** A whole number from 0 to 65535; of several hosts, that of the first. */
  readonly port?: number;
  /** All hosts, the first included, where a URI names more than one; in the strict reading only. */
  readonly hosts?: readonly HostAndPort[];
  readonly login?: string;
  readonly password?: string;
  readonly schema?: string;
  readonly extra?: JsonObject;
  readonly description?: string;
}

/** One of several hosts; a type alias, which can be taken for JSON where an interface cannot. */
export type HostAndPort = {
  readonly host: string;
  /** A whole number from 0 to 65535. */
  readonly port?: number;
};

export interface ParseConnectionOptions {
  /**
   * `airflow`: Airflow's result, and what it lost beside it. `strict`: any loss is `INVALID_VALUE`, and several hosts are
   * `hosts`. @default 'airflow'
   */
  readonly reading?: Reading;
}

export type Reading = 'airflow' | 'strict';

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
  /** `#` and all after it. */
  | 'fragment-dropped'
  /** Tabs and line ends within a URI, and control characters and spaces before it. */
  | 'control-characters-removed'
  /** Upper-case letters of a host, up to its first `%`. */
  | 'host-lower-cased'
  /** All but the last value of a query parameter. */
  | 'duplicate-parameter'
  /** Query parameters beside `__extra__`. */
  | 'parameters-beside-extra'
  /** A type with a character that no URL scheme has, such as `_`: the whole text became the schema. */
  | 'type-not-a-scheme'
  /** A text without `//`: it became the schema, less its first character. */
  | 'not-a-uri'
  /** Percent-encoded bytes that are no UTF-8: each became U+FFFD. */
  | 'invalid-utf8'
  /** All but the last value of a key in JSON. */
  | 'duplicate-key'
  /** A second `://` that is not the host's protocol: it is cut out, and the host may be with it. */
  | 'second-scheme-ignored'
  /** A bracketed address whose zone holds an encoded `/`: only its beginning is kept. */
  | 'bracketed-host-cut'
  /** Digits of a JSON number beyond what a double holds. */
  | 'number-precision'
  /** A JSON value that counts as absent although it is not null or empty, such as port 0. */
  | 'value-dropped';
