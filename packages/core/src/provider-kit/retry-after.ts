/** Milliseconds of a `Retry-After` header in seconds; the form with a date is not read: its clock is another's. */
export function retryAfterMs(header: unknown): number | undefined {
  return typeof header === 'string' && /^\d{1,5}$/.test(header) ? Number(header) * 1_000 : undefined;
}
