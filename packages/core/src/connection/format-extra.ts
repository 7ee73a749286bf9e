import type { JsonObject } from '../json.js';
import { writeJson } from './json-writer.js';
import { formEncode } from './percent-encode.js';
import { EXTRA_PARAMETER } from './query.js';

/** Writes an extra as a query: parameters where it holds only strings, else as the JSON of `__extra__`. */
export function formatExtra(extra: JsonObject): string {
  const entries = Object.entries(extra);
  const pairs: string[] = [];
  for (const [name, value] of entries) {
    if (typeof value !== 'string' || name === EXTRA_PARAMETER) return wholeExtra(extra);
    pairs.push(`${formEncode(name)}=${formEncode(value)}`);
  }
  return pairs.length === 0 ? wholeExtra(extra) : pairs.join('&');
}

const wholeExtra = (extra: JsonObject): string => `${EXTRA_PARAMETER}=${formEncode(writeJson(extra))}`;
