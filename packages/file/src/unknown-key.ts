import { nearest } from '@chatelaine/core';

const PLAIN_KEY = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;

/** What a message calls a key that is not known: itself where it is a known one mistyped, else it may be a lost secret. */
export function unknownKey(key: string, known: readonly string[]): string {
  return PLAIN_KEY.test(key) && nearest(key, known) !== undefined ? `"${key}"` : 'a key';
}
