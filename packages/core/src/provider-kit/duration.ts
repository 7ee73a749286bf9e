const MS_BY_UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };

/** A time with its unit, as config files write it: `250ms`, `30s`, `5m`. */
export const DURATION: RegExp = /^([1-9]\d{0,8})(ms|s|m)$/;

/** Milliseconds of `250ms`, `2s`, `5m`, or of a number that is milliseconds already. */
export function durationMs(duration: string | number): number {
  if (typeof duration === 'number') return duration;
  const [, amount = '', unit = ''] = DURATION.exec(duration) ?? [];
  return Number(amount) * (MS_BY_UNIT[unit] ?? Number.NaN);
}
