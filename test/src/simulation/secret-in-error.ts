import { inspect } from 'node:util';
import { CANARY } from './value.js';

/** Whether anything that an error shows holds a part of a value. */
export function holdsSecret(error: unknown, isThorough: boolean): boolean {
  if (isThorough && inspect(error, { depth: 6, showHidden: true }).includes(CANARY)) return true;
  return hasCanary(error, 5);
}

function hasCanary(thing: unknown, depth: number): boolean {
  if (typeof thing === 'string') return thing.includes(CANARY);
  if (typeof thing !== 'object' || thing === null || depth === 0) return false;
  return Object.getOwnPropertyNames(thing).some((name) =>
    hasCanary((thing as Record<string, unknown>)[name], depth - 1),
  );
}
