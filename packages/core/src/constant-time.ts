/** Used once, so that a digest is of no use to whoever sees it. */
const KEY_BYTES = 32;

/** Compares digests under a fresh key: they have one length, and say nothing of how much of the values is the same. */
export function equalInConstantTime(one: string | Uint8Array, other: string | Uint8Array): boolean {
  // Loaded when it is first needed: importing core must stay cheap.
  const { createHmac, randomBytes, timingSafeEqual } = process.getBuiltinModule('node:crypto');
  const key = randomBytes(KEY_BYTES);
  const digest = (value: string | Uint8Array): Uint8Array => createHmac('sha256', key).update(value).digest();
  return timingSafeEqual(digest(one), digest(other));
}
