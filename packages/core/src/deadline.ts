import type { Clock } from './clock.js';
import { systemClock } from './clock.js';
import type { Closing } from './closing.js';
import { SecretsError } from './errors.js';

export interface DeadlineOptions {
  /** How long to wait, in milliseconds; `undefined`: as long as it takes. */
  readonly ms: number | undefined;
  /** Each of them ends the wait with `ABORTED`. */
  readonly signals?: readonly AbortSignal[];
  /** Ends the wait with `CLOSED`. */
  readonly closing?: Closing;
  /** The subject of the message when time runs out, for example "prod-vault". */
  readonly subject: string;
  /** What gives more time, for the message. @default 'timeout' */
  readonly option?: string;
  readonly clock?: Clock;
}

/** What a timer of Node can wait; more would end at once. */
const LONGEST_MS = 2_147_483_647;

/**
 * Runs work that is told by a signal when to stop, and stops waiting for it then whether it listens or not: the only
 * place that makes a deadline. The timer keeps the process alive while somebody waits, and is cleared when they do not.
 *
 * @throws SecretsError `TIMEOUT` when the time is over, `ABORTED` when the caller's signal says so, or
 * `CLOSED` when its owner closes
 */
export async function withDeadline<T>(
  options: DeadlineOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { ms, signals = [], closing, subject, option = 'timeout', clock = systemClock } = options;
  if (closing?.isClosed === true) throw closed(subject);
  if (signals.some((signal) => signal.aborted)) throw aborted(subject);
  const controller = new AbortController();
  const cleanUp: (() => void)[] = [];
  const ended = new Promise<never>((_resolve, reject) => {
    const end = (error: SecretsError) => {
      reject(error);
      controller.abort(error);
    };
    if (closing !== undefined) cleanUp.push(closing.onClose(() => end(closed(subject))));
    if (ms !== undefined)
      cleanUp.push(clock.after(Math.min(ms, LONGEST_MS), () => end(timedOut(subject, ms, option))));
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

function timedOut(subject: string, ms: number, option: string): SecretsError {
  return new SecretsError('TIMEOUT', `${subject}: no answer within ${ms} ms.`, {
    hint: `Check that it can be reached from here, or give it more time with "${option}".`,
  });
}

function aborted(subject: string): SecretsError {
  return new SecretsError('ABORTED', `${subject}: the caller ended the wait.`);
}

function closed(subject: string): SecretsError {
  return new SecretsError('CLOSED', `${subject}: was closed.`);
}
