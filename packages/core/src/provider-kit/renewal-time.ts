/** When to renew what expires, in milliseconds since 1970: so long before its end, or at half of what is left of it. */
export function renewalTime(expiresAt: number, now: number, beforeMs: number): number {
  return expiresAt - Math.min(beforeMs, (expiresAt - now) / 2);
}
