import { SecretsError } from '../errors.js';
import { type SafeWords, safeCause } from '../safe-cause.js';
import type { Meaning } from './meaning.js';

/** What is known of a call that failed. Nothing of it but words of a table is passed on. */
export interface FailedCall {
  /** What was thrown, for its class and its stack; one of ours is handed on as it is. */
  readonly error?: unknown;
  /** Its class, where what was thrown does not say it. */
  readonly name?: string | undefined;
  readonly code?: string | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  /** Milliseconds after which asking again may help, when the service said so. */
  readonly retryAfterMs?: number | undefined;
}

/** What the error is about. */
export interface ErrorSubject {
  /** The backend's label. */
  readonly backend: string;
  /** The beginning of a sentence: `the read of "hello"`. */
  readonly subject: string;
}

/** The error for a failed call: `prod: the read of "hello" was denied. Grant this identity …` */
export function callError(
  { backend, subject }: ErrorSubject,
  { code, problem, hint, option }: Meaning,
  failed?: FailedCall,
  words?: SafeWords,
): SecretsError {
  if (SecretsError.is(failed?.error)) return failed.error;
  return new SecretsError(code, `${backend}: ${subject} ${problem}.`, {
    backend,
    hint,
    field: option === undefined ? undefined : [option],
    retryAfterMs: failed?.retryAfterMs,
    cause: failed === undefined ? undefined : safeCause(seen(failed), words),
  });
}

/** What a safe cause may look at. */
function seen({ error, name, code, status, requestId }: FailedCall): object {
  const { name: own, message, stack } = error instanceof Error ? error : new Error('');
  return { name: name ?? own, message, stack, code, status, requestId };
}
