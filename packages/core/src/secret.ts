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

/**
 * Overwrites a value that is bytes; text cannot be overwritten in JavaScript. Whoever asks the secret for its value
 * afterwards is told so, and does not get zeros for a key.
 */
export function wipe(secret: Secret): void {
  overwrite(secret);
}

/** A value that does not print: every way that Node can print gives `[secret variable/hello]`. */
export class Secret {
  static {
    overwrite = (secret) => {
      const value = secret.#kept;
      if (typeof value === 'string' || value === undefined) return;
      value.fill(0);
      secret.#kept = undefined;
    };
    Object.defineProperty(Secret.prototype, CUSTOM_INSPECT, { value: Secret.prototype.toString });
  }

  /** Absent once it is overwritten. */
  #kept: SecretValue | undefined;
  readonly #ref: SecretRef;
  readonly #part: string | undefined;
  readonly origin: Origin;

  /** @param part what the value is of the reference, when it is not the whole, for example "password" */
  constructor(value: SecretValue, ref: SecretRef, origin: Origin, part?: string) {
    // Bytes are copied: a backend may overwrite its own.
    this.#kept = typeof value === 'string' ? value : Uint8Array.from(value);
    this.#ref = ref;
    this.#part = part;
    this.origin = origin;
    Object.freeze(this);
  }

  /**
   * The value in the clear, as text.
   *
   * @throws SecretsError `INVALID_VALUE` when it is bytes that are no UTF-8; `CLOSED` when it is bytes, and the secrets that
   * kept them were closed
   */
  reveal(): string {
    const value = this.#value();
    if (typeof value === 'string') return value;
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value);
    } catch (_decodingError) {
      throw this.#invalid('is not UTF-8 text.', 'Use bytes() for binary values.');
    }
  }

  /**
   * A fresh copy of the value as bytes: text as UTF-8. It is the caller's to overwrite.
   *
   * @throws SecretsError `CLOSED` as `reveal`
   */
  bytes(): Uint8Array {
    const value = this.#value();
    return typeof value === 'string' ? new TextEncoder().encode(value) : Uint8Array.from(value);
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
    return new Secret(this.#value(), this.#ref, origin, this.#part);
  }

  #value(): SecretValue {
    if (this.#kept !== undefined) return this.#kept;
    const { backend } = this.origin;
    throw new SecretsError('CLOSED', `${backend}: the value of ${this.#label()} was overwritten.`, {
      ref: this.#ref,
      backend,
      hint: 'Take a copy with bytes() before its secrets are closed, or close later.',
    });
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
