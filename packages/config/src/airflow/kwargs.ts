import type { Env, JsonObject } from '@chatelaine/core';
import { type AirflowSources, kwargPrefix, placeOfUnset, readSetting, type Setting } from './overrides.js';
import { invalidAt, type Place } from './place.js';
import type { BackendKeys } from './role.js';

const PLAIN_NAME = /^[a-z][a-z0-9_]{0,39}$/;

/** Airflow's keyword arguments for a backend. Neither their names nor their values are ever quoted. */
export interface Kwargs {
  readonly values: JsonObject;
  /** Where a kwarg stands, or would stand. */
  placeOf(kwarg?: string): Place;
  /** Whether a kwarg has an environment variable of its own. */
  isSingle(kwarg: string): boolean;
}

/**
 * Reads the JSON object of kwargs, and over it what the environment gives one by one, each taken as a raw string.
 *
 * @throws SecretsError `INVALID_CONFIG` for text that is no JSON object
 */
export function readKwargs(sources: AirflowSources, { section, kwargs }: BackendKeys): Kwargs {
  const whole = readSetting(sources, section, kwargs);
  const single = singleKwargs(sources.env, kwargPrefix(section, kwargs));
  const wholePlace = whole?.place ?? placeOfUnset(sources, section, kwargs);
  return {
    values: { ...(whole ? parseObject(whole) : {}), ...Object.fromEntries(single) },
    isSingle: (kwarg) => single.has(kwarg),
    placeOf: (kwarg) => {
      if (kwarg === undefined || !single.has(kwarg)) return wholePlace;
      return { label: singleName(kwargPrefix(section, kwargs), kwarg), field: wholePlace.field };
    },
  };
}

/** The environment variable of a kwarg, where its name reads like one. */
function singleName(prefix: string, kwarg: string): string {
  return prefix + (PLAIN_NAME.test(kwarg) ? kwarg.toUpperCase() : '<KEY>');
}

function singleKwargs(env: Env, prefix: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || !name.startsWith(prefix) || name === prefix) continue;
    found.set(name.slice(prefix.length).toLowerCase(), value);
  }
  return found;
}

function parseObject(setting: Setting): JsonObject {
  if (setting.text === '') return {};
  const value = parseJson(setting.text);
  if (isObject(value)) return value;
  throw invalidAt(
    setting.place,
    'this is not a JSON object.',
    'Write one object, with every key and text in double quotes: {"key": "text"}.',
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
