/** A date, or the one that a text writes; `undefined` where there is none, or none that is real. */
export function dateOf(value: unknown): Date | undefined {
  const date = value instanceof Date ? value : new Date(typeof value === 'string' ? value : Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
