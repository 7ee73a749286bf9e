import type { JsonValue } from '@chatelaine/core';

/** Shorter texts are parts of ordinary words. */
const SHORTEST = 6;

/** Whether a message holds one of the texts of a value, at any depth. */
export function quotes(message: string, value: JsonValue): boolean {
  if (typeof value === 'string') return value.length >= SHORTEST && message.includes(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((part: JsonValue) => quotes(message, part));
}
