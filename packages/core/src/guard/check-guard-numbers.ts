import { LONGEST_TIMER_MS } from '../clock.js';
import { SecretsError } from '../errors.js';

interface Limits {
  readonly least: number;
  readonly most: number;
  /** Whether it counts something; `Infinity` counts too. */
  readonly whole?: true;
  /** Whether it has no default. */
  readonly needed?: true;
  readonly hint: string;
}

/** Each takes 8 bytes. */
const MOST_REQUESTS = 10_000_000;

const ANY = Number.POSITIVE_INFINITY;
const COUNT: Limits = { least: 1, most: ANY, whole: true, hint: 'Give a whole number of at least 1.' };
const AMOUNT: Limits = { least: 0, most: ANY, hint: 'Give a number, 0 or more.' };
const PAUSE: Limits = {
  least: 0,
  most: LONGEST_TIMER_MS,
  hint: 'Give milliseconds, 0 or more, at most 24 days.',
};
const SPAN: Limits = { ...PAUSE, least: 1, hint: 'Give milliseconds, 1 or more, at most 24 days.' };

const NUMBERS: Readonly<Record<string, Limits>> = {
  timeoutMs: SPAN,
  concurrency: COUNT,
  'retry.attempts': COUNT,
  'retry.baseMs': PAUSE,
  'retry.longestMs': PAUSE,
  'retry.budget.most': AMOUNT,
  'retry.budget.perRead': AMOUNT,
  'retry.budget.oneEveryMs': { least: 1, most: ANY, hint: 'Give milliseconds, 1 or more.' },
  'pace.requests': {
    least: 1,
    most: MOST_REQUESTS,
    needed: true,
    hint: 'Give a number from 1 to 10_000_000, or pace: false for no limit.',
  },
  'pace.perMs': { ...SPAN, needed: true },
  'breaker.failures': COUNT,
  'breaker.firstMs': PAUSE,
  'breaker.longestMs': PAUSE,
  'denials.firstMs': PAUSE,
  'denials.longestMs': PAUSE,
};

/** Refuses what is no number, and numbers with which no call could run. @throws SecretsError `INVALID_CONFIG` */
export function checkGuardNumbers(options: object): void {
  for (const [name, limits] of Object.entries(NUMBERS)) {
    const field = name.split('.');
    const holder = field.slice(0, -1).reduce<unknown>(memberOf, options);
    // An option that is left out has its defaults, and one that is `false` needs no numbers.
    if (typeof holder !== 'object' || holder === null) continue;
    const what = faultOf(memberOf(holder, field.at(-1) ?? ''), limits);
    if (what === undefined) continue;
    throw new SecretsError('INVALID_CONFIG', `"${name}" is ${what}.`, { field, hint: limits.hint });
  }
}

function faultOf(given: unknown, { least, most, whole, needed }: Limits): string | undefined {
  if (given === undefined) return needed ? 'missing' : undefined;
  if (typeof given !== 'number' || Number.isNaN(given)) return 'no number';
  if (given < least || given > most) return 'out of range';
  return whole && Number.isFinite(given) && !Number.isInteger(given) ? 'no whole number' : undefined;
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
