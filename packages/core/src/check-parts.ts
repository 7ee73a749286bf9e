import type { SecretsBackend } from './backend.js';
import { LONGEST_TIMER_MS } from './clock.js';
import { SecretsError } from './errors.js';
import { didYouMean } from './nearest.js';
import type { OnError } from './on-error.js';

/** One line of at most 100 characters. */
const LABEL = /^\P{C}{1,100}$/u;
const FAILURES = ['throttled', 'unavailable', 'timeout', 'denied', 'unauthenticated', 'invalid'];

/** Refuses what cannot be a backend, for callers whom no type checker stops. @throws SecretsError `INVALID_CONFIG` */
export function checkBackends(backends: unknown): void {
  if (!Array.isArray(backends)) {
    throw refused('"backends" is no list.', 'Pass { backends: [env()] }.');
  }
  if (backends.length === 0)
    throw refused('There is no backend to ask.', 'Give at least one, for example env().');
  const places = new Map<string, number>();
  for (const [index, backend] of backends.entries()) {
    checkBackend(backend, `"backends[${index}]"`);
    const twin = places.get(backend.name);
    if (twin !== undefined) throw equalLabels(backend.name, index, twin);
    places.set(backend.name, index);
  }
}

/** @throws SecretsError `INVALID_CONFIG` */
export function checkBackend(backend: unknown, subject: string): asserts backend is SecretsBackend {
  if (isBackend(backend)) return;
  throw refused(
    `${subject} is no backend.`,
    typeof backend === 'function' ? 'Call it: env().' : 'A backend has a name of one line and a find method.',
  );
}

/** Refuses what cannot be called back. @throws SecretsError `INVALID_CONFIG` */
export function checkFunction(value: unknown, subject: string): void {
  if (typeof value !== 'function') throw refused(`${subject} is no function.`, 'Pass a function.');
}

/** @throws SecretsError `INVALID_CONFIG` */
export function checkOnError(onError: OnError | undefined): void {
  if (onError === undefined || onError === 'stop' || onError === 'next') return;
  const hint = `Write stop, next, or one of these for each failure: ${FAILURES.join(', ')}.`;
  if (typeof onError !== 'object' || onError === null) throw refused('"onError" is no policy.', hint);
  for (const [failure, action] of Object.entries(onError)) {
    if (!FAILURES.includes(failure))
      throw refused('A failure in "onError" is not known.', didYouMean(failure, FAILURES));
    if (action !== 'stop' && action !== 'next')
      throw refused(`"onError.${failure}" is no action.`, 'Write stop or next.');
  }
}

/** @throws SecretsError `INVALID_CONFIG` for what is no time in milliseconds that a timer can wait */
export function checkTimeout(timeoutMs: number | undefined): void {
  if (timeoutMs === undefined) return;
  if (typeof timeoutMs === 'number' && timeoutMs >= 0 && timeoutMs <= LONGEST_TIMER_MS) return;
  throw refused('"timeoutMs" is no time.', 'Give milliseconds as a number, at most 24 days.');
}

/** Whether a value has what every backend has: a label that can stand in a message, and `find`. */
export function isBackend(value: unknown): value is SecretsBackend {
  if (typeof value !== 'object' || value === null) return false;
  const { name, find } = value as Partial<SecretsBackend>;
  return typeof find === 'function' && typeof name === 'string' && LABEL.test(name);
}

/** They could not be told apart in messages, in traces and in what is kept. */
function equalLabels(label: string, index: number, twin: number): SecretsError {
  return refused(
    `"backends[${index}]" has the same label as "backends[${twin}]", ${label}.`,
    'Give one of them a name of its own: env({}, { name: "more" }), or wrapBackend(backend, { name: "more" }).',
  );
}

function refused(problem: string, hint: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', problem, { hint });
}
