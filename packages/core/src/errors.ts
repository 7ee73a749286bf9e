import type { SecretRef } from './secret-ref.js';

/** Every code, in the order of docs/errors.md, which gives the meaning of each. */
export const SECRETS_ERROR_CODES = [
  'SECRET_NOT_FOUND',
  'ACCESS_DENIED',
  'UNAUTHENTICATED',
  'THROTTLED',
  'UNAVAILABLE',
  'TIMEOUT',
  'ABORTED',
  'INVALID_REFERENCE',
  'INVALID_VALUE',
  'INVALID_CONFIG',
  'UNSUPPORTED',
  'CLOSED',
  'INTERNAL',
] as const;

/** What went wrong, as a closed list that programs can branch on. */
export type SecretsErrorCode = (typeof SECRETS_ERROR_CODES)[number];

/** The codes of failures that time may heal. */
export const HEALING_CODES: ReadonlySet<SecretsErrorCode> = new Set(['THROTTLED', 'UNAVAILABLE', 'TIMEOUT']);

export interface SecretsErrorOptions {
  /** The reference that was asked for. */
  readonly ref?: SecretRef | undefined;
  /** The label of the backend that failed. */
  readonly backend?: string | undefined;
  /** What to do next, in a sentence; it is also the end of the message. */
  readonly hint?: string | undefined;
  /** Where in the options or the config file the fault is, outermost key first. */
  readonly field?: readonly (string | number)[] | undefined;
  /** Milliseconds after which asking again may help, when the store said so. */
  readonly retryAfterMs?: number | undefined;
  /** Made by `safeCause`, or another `SecretsError`; a foreign error is never attached as it is. */
  readonly cause?: SafeCause | SecretsError | undefined;
}

/** What may be kept of a foreign error: nothing that its author wrote in a sentence. */
export interface SafeCause {
  readonly name: string;
  readonly code?: string;
  readonly status?: number;
  readonly requestId?: string;
  readonly stack?: string;
}

const BRAND = Symbol.for('chatelaine.SecretsError');
const SAFE = Symbol.for('chatelaine.SafeCause');
const CODES: ReadonlySet<unknown> = new Set(SECRETS_ERROR_CODES);

/**
 * The one error that Chatelaine throws. Its message names the subject and the next step, and no message, cause or
 * property of it holds any part of a secret, or of the text that failed to parse.
 */
export class SecretsError extends Error {
  /** Tells a `SecretsError` of any copy of core, and, when a code is given, of that code. */
  static is(error: unknown): error is SecretsError;
  static is<C extends SecretsErrorCode>(
    error: unknown,
    code: C,
  ): error is SecretsError & { readonly code: C };
  static is(error: unknown, code?: SecretsErrorCode): boolean {
    if (typeof error !== 'object' || error === null) return false;
    try {
      if (!(BRAND in error) || !('code' in error)) return false;
      return code === undefined ? CODES.has(error.code) : error.code === code;
    } catch (_thrownByTrap) {
      return false;
    }
  }

  override readonly name: string = 'SecretsError';
  readonly #problem: string;
  readonly code: SecretsErrorCode;
  /** Whether the same call may succeed later with nothing changed on this side. */
  readonly retryable: boolean;
  declare readonly ref?: SecretRef;
  declare readonly backend?: string;
  declare readonly hint?: string;
  declare readonly field?: readonly (string | number)[];
  declare readonly retryAfterMs?: number;

  constructor(code: SecretsErrorCode, problem: string, options: SecretsErrorOptions = {}) {
    super(
      options.hint === undefined ? problem : `${problem} ${options.hint}`,
      options.cause === undefined ? undefined : { cause: onlySafe(options.cause) },
    );
    Object.defineProperty(this, BRAND, { value: true });
    this.#problem = problem;
    this.code = code;
    this.retryable = HEALING_CODES.has(code);
    if (options.ref !== undefined) this.ref = options.ref;
    if (options.backend !== undefined) this.backend = options.backend;
    if (options.hint !== undefined) this.hint = options.hint;
    if (options.field !== undefined) this.field = options.field;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }

  /** The message without the hint. */
  get problem(): string {
    return this.#problem;
  }

  /** The same error, with what is known further out: the reference, the backend, or the problem in other words. */
  with(
    context: Pick<SecretsErrorOptions, 'ref' | 'backend' | 'hint'> & { readonly problem?: string },
  ): SecretsError {
    const { problem = this.#problem, ...rest } = context;
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const cause = this.cause as SafeCause | SecretsError | undefined;
    return new SecretsError(this.code, problem, { ...this, cause, ...given });
  }
}

/** Marks a cause of whose parts nothing was written by somebody else. */
export function markSafe(cause: SafeCause): SafeCause {
  return Object.freeze(Object.defineProperty(cause, SAFE, { value: true }));
}

/** An error of somebody else that a backend attached by mistake is left out. */
function onlySafe(cause: SafeCause | SecretsError): SafeCause | SecretsError {
  return SecretsError.is(cause) || SAFE in cause ? cause : markSafe({ name: 'an error that is not shown' });
}
