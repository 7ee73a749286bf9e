import type { NameTest } from './sensitive-names.js';

/** Every string below a sensitive name, or in a list that has no name, of a JSON-like value. */
export function* sensitiveTexts(value: unknown, isSensitive: NameTest): Generator<string> {
  const seen = new Set<unknown>();
  for (const item of Array.isArray(value) ? value : [value]) {
    if (typeof item === 'string' && Array.isArray(value)) yield item;
    else yield* below(item, false, isSensitive, seen);
  }
}

/** Every string in a JSON-like value. */
export function allTexts(value: unknown): Generator<string> {
  return below(value, true, () => true, new Set());
}

function* below(
  value: unknown,
  hidden: boolean,
  isSensitive: NameTest,
  seen: Set<unknown>,
): Generator<string> {
  if (typeof value === 'string') {
    if (hidden) yield value;
    return;
  }
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  for (const [name, field] of Object.entries(value))
    yield* below(field, hidden || (!Array.isArray(value) && isSensitive(name)), isSensitive, seen);
}
