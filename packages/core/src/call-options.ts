import { checkKeys } from './check-keys.js';
import { checkTimeout } from './check-parts.js';
import { SecretsError } from './errors.js';
import { invalidOption } from './invalid-option.js';
import type { ReadOptions } from './reads.js';
import type { FindCallOptions } from './secrets.js';

/** The compiler sees to it that none is left out. */
const OF_MANY: Readonly<Record<keyof ReadOptions, true>> = { signal: true, timeoutMs: true, fresh: true };
const OF_ONE: Readonly<Record<keyof FindCallOptions, true>> = { ...OF_MANY, version: true, team: true };
const OF_EXPLAIN: Readonly<Record<'signal' | 'timeoutMs', true>> = { signal: true, timeoutMs: true };

/** What a call that reads one reference, many, or explains one is given, checked: where nothing is given, no options. */
export const callOptions = {
  one: (given: FindCallOptions | undefined): FindCallOptions => checked(given, OF_ONE),
  many: (given: ReadOptions | undefined): ReadOptions =>
    checked(given, OF_MANY, 'A version or a team belongs to its reference: { kind, id, version, team }.'),
  explain: (given: Pick<ReadOptions, 'signal' | 'timeoutMs'> | undefined): ReadOptions =>
    checked(given, OF_EXPLAIN),
};

function checked(
  given: FindCallOptions | undefined | null,
  known: Readonly<Record<string, true>>,
  ofReference?: string,
): FindCallOptions {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object' || Array.isArray(given)) throw refused('no object', hintFor(given));
  if (isSignal(given)) throw refused('a signal', 'Pass { signal }.');
  if (ofReference !== undefined && (given.version !== undefined || given.team !== undefined))
    throw new SecretsError('INVALID_CONFIG', 'Many references share no version and no team.', {
      field: [given.version === undefined ? 'team' : 'version'],
      hint: ofReference,
    });
  checkKeys(given, known, 'the options of a read');
  checkTimeout(given.timeoutMs);
  if (given.signal !== undefined && !isSignal(given.signal))
    throw invalidOption(
      ['signal'],
      'no AbortSignal',
      'Pass that of an AbortController: { signal: controller.signal }.',
    );
  if (given.fresh !== undefined && typeof given.fresh !== 'boolean')
    throw invalidOption(['fresh'], 'neither true nor false', 'Pass { fresh: true }.');
  return given;
}

/** By its shape: that of another realm counts, too. */
function isSignal(value: object | null): boolean {
  return value !== null && typeof (value as Partial<AbortSignal>).addEventListener === 'function';
}

function hintFor(given: unknown): string {
  return typeof given === 'string'
    ? 'Pass { version } or { timeoutMs }; a default goes behind: (await secrets.findSecret(id))?.reveal() ?? "default".'
    : 'Pass { timeoutMs: 500 }.';
}

function refused(what: string, hint: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', `The options of a read are ${what}.`, { hint });
}
