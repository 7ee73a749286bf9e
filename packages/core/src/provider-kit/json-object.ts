import type { JsonObject } from '../json.js';
import { parseExactly } from './parse-exactly.js';

/**
 * The JSON object that a text holds, or `undefined`: the parser's own message, which quotes the text, is dropped. Numbers
 * that a double cannot hold are written with all their digits by `JSON.stringify`, and are no number for `numberIn`.
 */
export function parseJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = parseExactly(text);
    return isJsonObject(value) ? value : undefined;
  } catch (error) {
    // It was nested too deep to be walked.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether a value of JSON is an object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that is an object itself, else an empty one. */
export function objectIn(object: JsonObject | undefined, key: string): JsonObject {
  const value = memberOf(object, key);
  return isJsonObject(value) ? value : {};
}

/** A member that is text, and not the empty one. */
export function textIn(object: JsonObject | undefined, key: string): string | undefined {
  const value = memberOf(object, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A member that is a finite number. */
export function numberIn(object: JsonObject | undefined, key: string): number | undefined {
  const value = memberOf(object, key);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The texts of a member that is a list; of anything else, none. */
export function textsIn(object: JsonObject | undefined, key: string): readonly string[] {
  const value = memberOf(object, key);
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function memberOf(object: JsonObject | undefined, key: string): unknown {
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
}
