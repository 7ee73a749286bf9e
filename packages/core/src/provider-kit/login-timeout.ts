import { durationMs } from './duration.js';
import { invalidOption } from './invalid-option.js';

/** What a timer of Node can wait, rounded down to days. */
const LONGEST_MS = 24 * 86_400_000;

/**
 * The option "loginTimeout" in milliseconds: how long one log-in may take.
 *
 * @throws SecretsError `INVALID_CONFIG` when no timer can wait so long
 */
export function loginTimeoutMs(loginTimeout: string | number | undefined, backend: string): number {
  const ms = durationMs(loginTimeout ?? '30s');
  if (ms <= LONGEST_MS) return ms;
  const hint = 'A log-in takes seconds: write a time such as "30s".';
  throw invalidOption('loginTimeout', 'is longer than 24 days', hint, backend);
}
