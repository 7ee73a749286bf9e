import type { FoundSecret, SecretsBackend } from './backend.js';
import type { Clock } from './clock.js';
import { withDeadline } from './deadline.js';
import { SecretsError } from './errors.js';
import { isTlsCode, networkCodeOf } from './network-codes.js';
import type { OnError } from './on-error.js';
import { safeCause } from './safe-cause.js';
import { wrapBackend } from './wrap-backend.js';

export interface GuardOptions {
  /** A deadline for each call, log-in included, in milliseconds. @default 10_000 */
  readonly timeoutMs?: number;
  /** What the chain does after a failure of this backend. @default the chain's own */
  readonly onError?: OnError;
  readonly clock?: Clock;
}

/** A backend whose every call ends at a deadline and fails with nothing but a `SecretsError` that names it. */
export interface GuardedBackend extends SecretsBackend {
  readonly guarded: true;
  readonly onError?: OnError;
}

/** Puts a deadline and error translation around a backend; a guarded one is given back as it is. */
export function guarded(inner: SecretsBackend, options: GuardOptions = {}): GuardedBackend {
  if (isGuarded(inner)) return inner;
  const { timeoutMs = 10_000, onError, clock } = options;
  const deadline = { ms: timeoutMs, subject: inner.name, ...(clock === undefined ? {} : { clock }) };
  const wrapped = wrapBackend(inner, {
    around: async (method, call, { signal }) => {
      try {
        const answer = await withDeadline({ ...deadline, signals: [signal] }, (inside) =>
          call({ signal: inside }),
        );
        if (method === 'find') checkFound(answer, inner.name);
        return answer;
      } catch (error) {
        throw translated(error, inner.name);
      }
    },
  });
  const { locate } = wrapped;
  return {
    ...wrapped,
    ...(locate && { locate: (ref) => explained(() => locate(ref), inner.name) }),
    guarded: true,
    ...(onError === undefined ? {} : { onError }),
  };
}

function isGuarded(backend: SecretsBackend): backend is GuardedBackend {
  return 'guarded' in backend && backend.guarded === true;
}

function explained<T>(call: () => T, backend: string): T {
  try {
    return call();
  } catch (error) {
    throw translated(error, backend);
  }
}

function checkFound(answer: unknown, backend: string): void {
  if (answer === undefined) return;
  const found = answer as Partial<FoundSecret> | null;
  const hasValue = typeof found?.value === 'string' || found?.value instanceof Uint8Array;
  if (hasValue && typeof found?.name === 'string') return;
  throw new SecretsError('INTERNAL', `${backend}: find answered with something that is no found secret.`, {
    backend,
    hint: 'A backend resolves to { value: string | Uint8Array, name: string }, or to undefined when it holds nothing there.',
  });
}

function translated(error: unknown, backend: string): SecretsError {
  if (SecretsError.is(error)) return error.backend === undefined ? error.with({ backend }) : error;
  const code = networkCodeOf(error);
  if (code === undefined) {
    return new SecretsError('INTERNAL', `${backend}: failed in a way that it does not explain.`, {
      backend,
      hint: 'A backend throws a SecretsError whose code says what happened.',
      cause: safeCause(error),
    });
  }
  return new SecretsError('UNAVAILABLE', `${backend}: could not be reached (${code}).`, {
    backend,
    hint: isTlsCode(code)
      ? 'Its certificate is not trusted here: NODE_EXTRA_CA_CERTS can name the authority that signed it.'
      : 'Check its address and the network between.',
    cause: safeCause(error),
  });
}
