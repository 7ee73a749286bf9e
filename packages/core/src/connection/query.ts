import type { JsonObject } from '../json.js';
import { extraFromText } from './extra.js';
import type { LossList } from './losses.js';
import { formDecode } from './percent-decode.js';
import { setOwn } from './set-own.js';

/** The parameter whose value is the whole extra, as JSON. */
export const EXTRA_PARAMETER = '__extra__';

/** Reads the extra out of a query: the JSON of `__extra__` where it stands there, else an object of strings. */
export function extraFromQuery(query: string | undefined, losses: LossList): JsonObject | undefined {
  if (query === undefined || query === '') return undefined;
  const parameters = parseQuery(query, losses);
  const text = parameters[EXTRA_PARAMETER];
  if (text === undefined) return Object.freeze(parameters);
  if (Object.keys(parameters).length > 1) losses.add('parameters-beside-extra');
  return extraFromText(text, losses);
}

function parseQuery(query: string, losses: LossList): Record<string, string> {
  const parameters: Record<string, string> = {};
  const decode = query.includes('%') || query.includes('+') ? formDecode : asItStands;
  let count = 0;
  for (let from = 0; from < query.length; ) {
    const ampersand = query.indexOf('&', from);
    const end = ampersand === -1 ? query.length : ampersand;
    const pair = query.slice(from, end);
    from = end + 1;
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals === -1 ? pair : pair.slice(0, equals), losses);
    setOwn(parameters, name, equals === -1 ? '' : decode(pair.slice(equals + 1), losses));
    count += 1;
  }
  if (Object.keys(parameters).length < count) losses.add('duplicate-parameter');
  return parameters;
}

const asItStands = (text: string): string => text;
