import { survivesAsDouble } from '../connection/json-number.js';

/** `JSON` as every Node from 22 on has it. */
interface ExactJson {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
  rawJSON(literal: string): object;
}

const exactJson = JSON as unknown as ExactJson;

/** Fewer digits, and no power of ten, go through a double as they are. */
const MAY_LOSE_DIGITS = /[\d.]{16}|\d[eE]/;

/** Parses JSON; a number of which a double would drop digits becomes what `JSON.stringify` writes with all of them. */
export function parseExactly(text: string): unknown {
  if (!MAY_LOSE_DIGITS.test(text)) return JSON.parse(text);
  return exactJson.parse(text, (_key, value, { source }) =>
    typeof value !== 'number' || source === undefined || survivesAsDouble(source, value)
      ? value
      : exactJson.rawJSON(source),
  );
}
