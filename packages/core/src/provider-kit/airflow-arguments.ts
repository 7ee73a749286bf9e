import { SecretsError } from '../errors.js';
import type { JsonObject, JsonValue } from '../json.js';
import { didYouMean } from '../nearest.js';

/** How the keyword arguments of one of Airflow's backends become options. */
export interface AirflowArguments {
  /** The options that there are; each is an argument too, in snake_case. */
  readonly options: readonly string[];
  /** Arguments that Airflow calls otherwise, with our option. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Arguments that are more than one option under another name, with what they say. */
  readonly read?: Readonly<Record<string, (value: JsonValue) => JsonObject>>;
  /** Whether `null` or an empty string says something for an option. @default for prefixes and the separator */
  readonly saysEmpty?: (option: string, value: JsonValue) => boolean;
  /** What to tell of an argument that is none, as a sentence without its end. */
  readonly refusal: (argument: string) => string;
  /** What to do about some that are none, in place of the nearest known one. */
  readonly hints?: Readonly<Record<string, string>>;
}

const PLAIN_KEY = /^[a-z][a-z0-9_]{0,39}$/;

/**
 * The keyword arguments of Airflow's backend as options. An empty string or null is absent, but where it says something.
 *
 * @throws SecretsError `INVALID_CONFIG` for an argument that has no option here, with the nearest known one
 */
export function optionsFromArguments(kwargs: JsonObject, known: AirflowArguments): JsonObject {
  const { options, renamed = {}, read = {}, saysEmpty = isNaming } = known;
  const given: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(kwargs)) {
    const isEmpty = value === '' || value === null;
    if (Object.hasOwn(read, key)) {
      if (!isEmpty) Object.assign(given, read[key]?.(value));
      continue;
    }
    const option = Object.hasOwn(renamed, key) ? (renamed[key] ?? key) : camelCase(key);
    if (!options.includes(option)) throw unknownArgument(key, known);
    if (!isEmpty || saysEmpty(option, value)) given[option] = value;
  }
  return given;
}

/** No prefix, and never asked for; no separator. */
function isNaming(option: string): boolean {
  return option === 'separator' || option.endsWith('Prefix');
}

function unknownArgument(
  key: string,
  { options, renamed = {}, read = {}, ...words }: AirflowArguments,
): SecretsError {
  const others = Object.keys(renamed).filter((name) => options.includes(renamed[name] ?? ''));
  const same = options.filter((option) => !Object.values(renamed).includes(option)).map(snakeCase);
  const argument = PLAIN_KEY.test(key) ? `the argument "${key}"` : 'an argument';
  const hint = Object.hasOwn(words.hints ?? {}, key) ? words.hints?.[key] : undefined;
  return new SecretsError('INVALID_CONFIG', `${words.refusal(argument)}.`, {
    field: [key],
    hint:
      hint ?? `There is no such option here. ${didYouMean(key, [...others, ...same, ...Object.keys(read)])}`,
  });
}

function camelCase(key: string): string {
  return key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
