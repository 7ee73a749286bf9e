import type { Clock } from './clock.js';
import { systemClock } from './clock.js';
import { SecretsError } from './errors.js';

export interface DeadlineOptions {
  /** How long to wait, in milliseconds; `undefined`: as long as it takes. */
  readonly ms: number | undefined;
  /** Each of them ends the wait with `ABORTED`. */
  readonly signals?: readonly AbortSignal[];
  /** The subject of the message when time runs out, for example "prod-vault". */
  readonly subject: string;
  readonly clock?: Clock;
}

/**
 * Runs work that is told by a signal when to stop, and stops waiting for it then whether it listens or not: the only
 * place that makes a deadline. The timer keeps the process alive while somebody waits, and is cleared when they do not.
 *
 * @throws SecretsError `TIMEOUT` when the time is over, `ABORTED` when the caller's signal says so
 */
export async function withDeadline<T>(
  options: DeadlineOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { ms, signals = [], subject, clock = systemClock } = options;
  if (signals.some((signal) => signal.aborted)) throw aborted(subject);
  const controller = new AbortController();
  const cleanUp: (() => void)[] = [];
  const ended = new Promise<never>((_resolve, reject) => {
    const end = (error: SecretsError) => {
      reject(error);
      controller.abort(error);
    };
    if (ms !== undefined) cleanUp.push(clock.after(ms, () => end(timedOut(subject, ms))));
    for (const signal of signals) {
      const onAbort = () => end(aborted(subject));
      signal.addEventListener('abort', onAbort, { once: true });
      cleanUp.push(() => signal.removeEventListener('abort', onAbort));
    }
  });
  try {
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    for (const clean of cleanUp) clean();
  }
}

function timedOut(subject: string, ms: number): SecretsError {
  return new SecretsError('TIMEOUT', `${subject}: no answer within ${ms} ms.`, {
    hint: 'Check that it can be reached from here, or give it more time with "timeout".',
  });
}

function aborted(subject: string): SecretsError {
  return new SecretsError('ABORTED', `${subject}: the caller ended the wait.`);
}
