import type { ConfigField } from '../config-field.js';

/** What a duration looks like in a config: a whole number and its unit. */
export const DURATION_PATTERN = '^[0-9]{1,9}(ms|s|m|h|d)$';

const DURATION = new RegExp(DURATION_PATTERN);
const MS_BY_UNIT: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
/** Node's timers end at once when they are asked to wait longer than 2^31 - 1 milliseconds. */
const MAX_MS = 24 * 86_400_000;

/**
 * Reads a duration as milliseconds, when there is one.
 *
 * @param leastMs the shortest that makes sense here
 * @throws SecretsError `INVALID_CONFIG`
 */
export function durationFrom(field: ConfigField, leastMs: 0 | 1 = 1): number | undefined {
  if (field.value === undefined) return undefined;
  if (typeof field.value === 'number' || (typeof field.value === 'string' && /^\d+$/.test(field.value))) {
    throw field.problem('has no unit.', 'Add one: ms, s, m, h or d, as in 5s.');
  }
  const match = typeof field.value === 'string' ? DURATION.exec(field.value) : null;
  if (match === null) {
    throw field.problem(
      'is not a duration.',
      'Write a whole number and ms, s, m, h or d, as in 250ms or 5s.',
    );
  }
  const unit = match[1] ?? '';
  const ms = Number.parseInt(match[0], 10) * (MS_BY_UNIT[unit] ?? 0);
  if (ms < leastMs || ms > MAX_MS)
    throw field.problem('is out of range.', `Write a duration from ${leastMs}ms to 24d.`);
  return ms;
}
