import { fileURLToPath } from 'node:url';
import type { Env, SecretRef } from '@chatelaine/core';
import { didYouMean, SecretsError, safeCause } from '@chatelaine/core';
import type { ConfigObject } from './config-object.js';
import type { LoadOptions, LoadSecretsOptions } from './load-options.js';

/** The options that choose a config. */
export const LOAD_OPTIONS: readonly (keyof LoadOptions)[] = ['config', 'profile', 'cwd', 'env'];

/** What was asked for, with nothing left to check but the config itself. */
export interface ReadLoadOptions {
  readonly config?: string | ConfigObject;
  readonly profile?: string;
  readonly cwd?: string;
  readonly env?: Env;
  readonly preload?: readonly (SecretRef | string)[];
}

const KINDS: Readonly<Record<keyof LoadSecretsOptions, (value: unknown) => string | undefined>> = {
  config: (value) => (isText(value) || isObject(value) ? undefined : 'a path, a file URL or an object'),
  profile: (value) => (isText(value) ? undefined : 'the name of a profile'),
  cwd: (value) => (isText(value) ? undefined : 'the path of a folder'),
  env: (value) => (isObject(value) ? undefined : 'an object such as process.env'),
  preload: (value) =>
    Array.isArray(value) ? undefined : 'a list of references, such as ["connection/smtp_default"]',
};

/**
 * Reads the argument of `loadSecrets` and of those like it: options, or a path or file URL in their place.
 *
 * @param subject who was called, for messages
 * @param known the options that it takes
 * @throws SecretsError `INVALID_CONFIG`
 */
export function readLoadOptions(
  given: LoadSecretsOptions | string | URL,
  subject: string,
  known: readonly (keyof LoadSecretsOptions)[],
): ReadLoadOptions {
  const options: unknown = typeof given === 'string' || given instanceof URL ? { config: given } : given;
  if (!isObject(options) || Array.isArray(options)) {
    throw invalid(
      `${subject} takes options, or the path of a config file.`,
      'Give an object, or no argument.',
    );
  }
  const there = Object.entries(options).filter(([, value]) => value !== undefined);
  checkKeys(Object.keys(options), subject, known);
  for (const [key, value] of there) {
    const expected = KINDS[key as keyof LoadSecretsOptions](value);
    if (expected !== undefined)
      throw invalid(`${subject}: option "${key}" is not valid.`, `Give ${expected}.`, key);
  }
  return Object.fromEntries(there.map(([key, value]) => [key, value instanceof URL ? pathOf(value) : value]));
}

function checkKeys(keys: readonly string[], subject: string, known: readonly string[]): void {
  const unknown = keys.find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const hint = CONFIG_KEYS.includes(unknown)
    ? `It belongs to the config: { config: { ${unknown}: … } }.`
    : didYouMean(unknown, known);
  throw invalid(`${subject} has no option "${unknown.slice(0, 40)}".`, hint, unknown);
}

const CONFIG_KEYS = ['backends', 'onError', 'cache', 'profiles'];

function pathOf(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch (error) {
    throw new SecretsError('INVALID_CONFIG', 'The URL of the config is not that of a file here.', {
      hint: 'Give a path, or a URL such as new URL("chatelaine.yaml", import.meta.url).',
      field: ['config'],
      cause: safeCause(error),
    });
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function invalid(problem: string, hint: string, field?: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', problem, {
    hint,
    ...(field === undefined ? {} : { field: [field] }),
  });
}
