import type { Secrets } from '@chatelaine/core';
import { didYouMean, nearest, SecretsError } from '@chatelaine/core';
import type { InstrumentOptions } from './instrument.js';

/** What each option is, and how to give it; the compiler sees to it that none is left out. */
const OPTIONS: Readonly<
  Record<keyof InstrumentOptions, readonly [is: (value: unknown) => boolean, hint: string]>
> = {
  ids: [(value) => typeof value === 'boolean', 'Give true or false.'],
  tracerProvider: [has('getTracer'), 'A provider of tracers has the method getTracer.'],
  meterProvider: [has('getMeter'), 'A provider of meters has the method getMeter.'],
};
const KNOWN = Object.keys(OPTIONS);

/** Refuses what cannot be instrumented, for callers whom no type checker stops. @throws SecretsError `INVALID_CONFIG` */
export function checkSecrets(given: unknown): asserts given is Secrets | readonly Secrets[] {
  const all: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (all.every((one) => isSecrets(one))) return;
  throw new SecretsError('INVALID_CONFIG', 'What is to be instrumented are no secrets.', {
    hint: all.some(has('then'))
      ? 'Did you mean instrument(await loadSecrets())?'
      : 'Did you mean instrument([], options)? Secrets, or a list of them, come before the options.',
  });
}

/** @throws SecretsError `INVALID_CONFIG` */
export function checkOptions(options: unknown): asserts options is InstrumentOptions {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new SecretsError('INVALID_CONFIG', 'The options of instrument are no object.', {
      hint: 'Pass { ids: true }, or nothing.',
    });
  }
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(OPTIONS, key)) throw unknownOption(key);
    const [is, hint] = OPTIONS[key as keyof InstrumentOptions];
    if (!is(value))
      throw new SecretsError('INVALID_CONFIG', `"${key}" is not valid.`, { field: [key], hint });
  }
}

/** It is named only when it is near a known one: else it may be a value in the wrong place. */
function unknownOption(key: string): SecretsError {
  const isNear = nearest(key, KNOWN) !== undefined;
  const subject = isNear ? `"${key}"` : 'A key';
  return new SecretsError('INVALID_CONFIG', `${subject} is not among the options of instrument.`, {
    field: [isNear ? key : '?'],
    hint: didYouMean(key, KNOWN),
  });
}

function isSecrets(value: unknown): boolean {
  return has('stats')(value) && has('health')(value);
}

function has(method: string): (value: unknown) => boolean {
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Readonly<Record<string, unknown>>)[method] === 'function';
}
