import { invalidKey } from './invalid-key.js';

const BASE64 = /^(?:[A-Za-z0-9+/]{43}=?|[A-Za-z0-9_-]{43}=?)$/;
const PRINTABLE = /^[\x20-\x7e]*$/;
/** Of 32 random bytes, fewer are different only once in 10^16 draws. */
const FEWEST_DIFFERENT = 16;

/**
 * Gives the 32 bytes of a key, a copy of their own.
 *
 * @throws SecretsError `INVALID_CONFIG` for anything else, and for bytes that nobody drew at random
 */
export function checkKey(given: unknown, subject: string): Uint8Array {
  const key = bytesOf(given);
  if (key?.length !== 32) throw invalidKey(`${subject} is not 32 bytes, nor their base64 text.`);
  if (PRINTABLE.test(key.toString('latin1')))
    throw invalidKey(`${subject} is text, as a passphrase is, and not random.`);
  if (new Set(key).size < FEWEST_DIFFERENT || isCounting(key)) throw invalidKey(`${subject} is not random.`);
  return key;
}

function bytesOf(given: unknown): Buffer | undefined {
  if (given instanceof Uint8Array) return Buffer.from(given);
  if (typeof given !== 'string' || !BASE64.test(given)) return undefined;
  return Buffer.from(given, 'base64');
}

/** Whether each byte differs from the one before by the same. */
function isCounting(key: Uint8Array): boolean {
  const steps = key.slice(1).map((byte, index) => byte - (key[index] ?? 0));
  return new Set(steps).size === 1;
}
