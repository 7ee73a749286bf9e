import type { ReadCache } from '../cache/read-cache.js';

const DAY_MS = 86_400_000;

/** For each backend the days until the first of the values that are kept of it expires. */
export function expiryDays(cache: Pick<ReadCache, 'forEachKept'>, now: number): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  cache.forEachKept(({ answer, backend }) => {
    const expiresAt = answer?.origin.expiresAt?.getTime();
    if (expiresAt === undefined || backend === undefined) return;
    const left = (expiresAt - now) / DAY_MS;
    days.set(backend, Math.min(left, days.get(backend) ?? left));
  });
  return days;
}
