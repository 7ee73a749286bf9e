import type { SecretValue } from './backend.js';
import { equalInConstantTime } from './constant-time.js';
import { CUSTOM_INSPECT } from './custom-inspect.js';
import { SecretsError } from './errors.js';
import type { JsonValue } from './json.js';
import type { SecretRef } from './secret-ref.js';
import { formatSecretRef } from './secret-ref.js';

/** Where a value came from and when: never the value. */
export interface Origin {
  /** The label of the backend that answered. */
  readonly backend: string;
  /** The name under which that backend holds it. */
  readonly name: string;
  readonly version?: string;
  readonly createdAt?: Date;
  readonly expiresAt?: Date;
  readonly contentType?: string;
  /** When it was read, in milliseconds since 1970. */
  readonly fetchedAt: number;
  /** Whether it was kept past its fresh age because the backend could not answer. */
  readonly stale: boolean;
}

let overwrite: (secret: Secret) => void;

/** Overwrites a value that is bytes; text cannot be overwritten in JavaScript. The secret is of no use afterwards. */
export function wipe(secret: Secret): void {
  overwrite(secret);
}

/** A value that does not print: every way that Node can print gives `[secret variable/hello]`. */
export class Secret {
  static {
    overwrite = (secret) => {
      if (typeof secret.#value !== 'string') secret.#value.fill(0);
    };
    Object.defineProperty(Secret.prototype, CUSTOM_INSPECT, { value: Secret.prototype.toString });
  }

  readonly #value: SecretValue;
  readonly #ref: SecretRef;
  readonly #part: string | undefined;
  readonly origin: Origin;

  /** @param part what the value is of the reference, when it is not the whole, for example "password" */
  constructor(value: SecretValue, ref: SecretRef, origin: Origin, part?: string) {
    // Bytes are copied: a backend may overwrite its own.
    this.#value = typeof value === 'string' ? value : Uint8Array.from(value);
    this.#ref = ref;
    this.#part = part;
    this.origin = origin;
    Object.freeze(this);
  }

  /**
   * The value in the clear, as text.
   *
   * @throws SecretsError `INVALID_VALUE` when it is bytes that are no UTF-8
   */
  reveal(): string {
    if (typeof this.#value === 'string') return this.#value;
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.#value);
    } catch (_decodingError) {
      throw this.#invalid('is not UTF-8 text.', 'Use bytes() for binary values.');
    }
  }

  /** A fresh copy of the value as bytes: text as UTF-8. It is the caller's to overwrite. */
  bytes(): Uint8Array {
    return typeof this.#value === 'string'
      ? new TextEncoder().encode(this.#value)
      : Uint8Array.from(this.#value);
  }

  /**
   * The value as JSON, parsed anew for each call.
   *
   * @throws SecretsError `INVALID_VALUE` when it is not JSON
   */
  json(): JsonValue {
    const text = this.reveal();
    try {
      return JSON.parse(text) as JsonValue;
    } catch (_syntaxError) {
      throw this.#invalid('is not JSON.', 'Use reveal() for plain text, or store a JSON document.');
    }
  }

  /** Whether the other value is the same, bytes as their UTF-8 text, in a time that tells nothing about either. */
  equals(other: Secret | string | Uint8Array): boolean {
    return equalInConstantTime(this.bytes(), other instanceof Secret ? other.bytes() : other);
  }

  toString(): string {
    return `[secret ${this.#label()}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.toPrimitive](): string {
    return this.toString();
  }

  /** The same value with another origin. */
  withOrigin(origin: Origin): Secret {
    return new Secret(this.#value, this.#ref, origin, this.#part);
  }

  #label(): string {
    return this.#part === undefined
      ? formatSecretRef(this.#ref)
      : `${formatSecretRef(this.#ref)} ${this.#part}`;
  }

  #invalid(problem: string, hint: string): SecretsError {
    const backend = this.origin.backend;
    return new SecretsError('INVALID_VALUE', `${backend}: the value of ${this.#label()} ${problem}`, {
      ref: this.#ref,
      backend,
      hint,
    });
  }
}
