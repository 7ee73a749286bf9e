import type {
  ConnectionFields,
  HostAndPort,
  Loss,
  ParsedConnection,
} from './connection/connection-fields.js';
import { formatConnectionJson } from './connection/format-connection-json.js';
import { formatConnectionUri } from './connection/format-connection-uri.js';
import { CUSTOM_INSPECT } from './custom-inspect.js';
import { extraAs } from './extra-as.js';
import type { Origin } from './secret.js';
import { Secret } from './secret.js';
import type { SecretRef } from './secret-ref.js';
import { formatSecretRef } from './secret-ref.js';
import type { StandardSchemaV1 } from './standard-schema.js';

/** A parsed connection. Its password and extra do not print, and neither does the whole. */
export class Connection {
  static {
    Object.defineProperty(Connection.prototype, CUSTOM_INSPECT, { value: Connection.prototype.toString });
  }

  readonly #fields: ConnectionFields;
  readonly #ref: SecretRef;
  readonly id: string;
  /** Canonical: "postgres", "google_cloud_platform". */
  readonly type: string | undefined;
  readonly host: string | undefined;
  readonly port: number | undefined;
  /** All hosts, where the strict reading found more than one; `host` and `port` are the first. */
  readonly hosts: readonly HostAndPort[] | undefined;
  readonly login: string | undefined;
  readonly schema: string | undefined;
  readonly description: string | undefined;
  readonly password: Secret | undefined;
  /** The extra as a JSON object: `extra?.json()`. */
  readonly extra: Secret | undefined;
  /** What Airflow's reading of the stored text left out or changed. */
  readonly losses: readonly Loss[];
  readonly origin: Origin;

  constructor(parsed: ParsedConnection, ref: SecretRef, origin: Origin) {
    const { fields } = parsed;
    this.#fields = fields;
    this.#ref = ref;
    this.id = ref.id;
    this.type = fields.type;
    this.host = fields.host;
    this.port = fields.port;
    this.hosts = fields.hosts;
    this.login = fields.login;
    this.schema = fields.schema;
    this.description = fields.description;
    this.password =
      fields.password === undefined ? undefined : this.#part(fields.password, origin, 'password');
    this.extra =
      fields.extra === undefined ? undefined : this.#part(JSON.stringify(fields.extra), origin, 'extra');
    this.losses = parsed.losses;
    this.origin = origin;
    Object.freeze(this);
  }

  /** All fields in the clear. */
  reveal(): ConnectionFields {
    return this.#fields;
  }

  /**
   * The extra as a schema of Valibot, Zod, ArkType or another Standard Schema library returns it; an absent extra is `{}`.
   *
   * @throws SecretsError `INVALID_VALUE` when the extra does not fit, with the paths and never a value;
   * `INVALID_CONFIG` when the schema is asynchronous
   */
  extraAs<Output>(schema: StandardSchemaV1<unknown, Output>): Output {
    return extraAs(schema, { extra: this.extra, ref: this.#ref, backend: this.origin.backend });
  }

  /**
   * The connection as a URI in Airflow's form.
   *
   * @throws SecretsError `INVALID_VALUE` when a URI cannot carry a field, a description for example
   */
  toUri(): Secret {
    return this.#part(formatConnectionUri(this.#fields), this.origin, 'uri');
  }

  /**
   * The connection as a JSON document in Airflow's form.
   *
   * @throws SecretsError `INVALID_VALUE` when the connection names several hosts
   */
  toJson(): Secret {
    return this.#part(formatConnectionJson(this.#fields), this.origin, 'json');
  }

  /** The same connection with another origin. */
  withOrigin(origin: Origin): Connection {
    return new Connection({ fields: this.#fields, losses: this.losses }, this.#ref, origin);
  }

  toString(): string {
    return `[secret ${formatSecretRef(this.#ref)}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.toPrimitive](): string {
    return this.toString();
  }

  #part(value: string, origin: Origin, part: string): Secret {
    return new Secret(value, this.#ref, origin, part);
  }
}
