import { SecretsError } from '../errors.js';
import type { SecretRef } from '../secret-ref.js';
import { formatSecretRef } from '../secret-ref.js';

/** How old a kept value may get, in milliseconds. */
export interface CacheAges {
  /** From this age on a value is served, and asked for again behind the caller's back. @default 240_000 */
  readonly refreshAfterMs: number;
  /** From this age on a read waits for the backend. @default 300_000 */
  readonly freshMs: number;
  /** Up to this age a value is served when its backend is throttled, unavailable or too slow. @default 3_600_000 */
  readonly hardMs: number;
  /** How long "not here" is remembered. @default 10_000 */
  readonly missingMs: number;
}

/** Ages for the references that match. */
export interface CacheRule extends Partial<CacheAges> {
  /** The text form of references, with `*` for any characters: `connection/*`, `secret/db-*`. */
  readonly match: string;
}

export const DEFAULT_AGES: CacheAges = {
  refreshAfterMs: 240_000,
  freshMs: 300_000,
  hardMs: 3_600_000,
  missingMs: 10_000,
};

/**
 * Puts ages together: what is more special wins. A part that is given alone pulls the others along, so that
 * `freshMs: 1_000` needs no second option.
 *
 * @param field where the more special ones stand, for the error
 * @throws SecretsError `INVALID_CONFIG` when they are not in order
 */
export function mergeAges(base: CacheAges, special: Partial<CacheAges>, field: readonly string[]): CacheAges {
  const merged = withAges(base, special);
  if (merged.refreshAfterMs > merged.freshMs || merged.freshMs > merged.hardMs) throw notInOrder(field);
  return merged;
}

export function notInOrder(field: readonly string[]): SecretsError {
  return new SecretsError('INVALID_CONFIG', `The ages of "${field.join('.')}" are not in order.`, {
    field,
    hint: 'Order them: refreshAfterMs ≤ freshMs ≤ hardMs.',
  });
}

/**
 * The same for one read, which never throws: parts that are in order each may not be together, and then the hard age cuts
 * the fresh one, and that the one of the refresh.
 */
export function orderedAges(base: CacheAges, ...special: readonly Partial<CacheAges>[]): CacheAges {
  const merged = special.reduce<CacheAges>(withAges, base);
  const freshMs = Math.min(merged.freshMs, merged.hardMs);
  return { ...merged, freshMs, refreshAfterMs: Math.min(merged.refreshAfterMs, freshMs) };
}

/** The ages of one cache: its own, those of a backend, and those of the first rule that matches. */
export class AgeRules {
  readonly #ages: CacheAges;
  readonly #rules: readonly CacheRule[];

  /** @throws SecretsError `INVALID_CONFIG` when ages are not in order */
  constructor(ages: Partial<CacheAges>, rules: readonly CacheRule[]) {
    this.#ages = mergeAges(DEFAULT_AGES, ages, ['cache']);
    this.#rules = rules;
    for (const [index, rule] of rules.entries()) mergeAges(this.#ages, rule, ['cache', `rules[${index}]`]);
  }

  agesOf(ref: SecretRef, ofBackend: Partial<CacheAges>): CacheAges {
    return orderedAges(this.#ages, ofBackend, ruleFor(this.#rules, ref) ?? {});
  }
}

/** Finds the first rule that matches a reference. */
function ruleFor(rules: readonly CacheRule[], ref: SecretRef): CacheRule | undefined {
  if (rules.length === 0) return undefined;
  const text = formatSecretRef(ref);
  return rules.find(({ match }) => matches(match, text));
}

function withAges(base: CacheAges, given: Partial<CacheAges>): CacheAges {
  const { freshMs = base.freshMs, missingMs = base.missingMs } = given;
  const changed = given.freshMs !== undefined;
  return {
    refreshAfterMs:
      given.refreshAfterMs ?? (changed ? Math.min(base.refreshAfterMs, freshMs * 0.8) : base.refreshAfterMs),
    freshMs,
    hardMs: given.hardMs ?? (changed ? Math.max(base.hardMs, freshMs) : base.hardMs),
    missingMs,
  };
}

/** Whether a text matches a pattern in which `*` stands for any characters, in time that is linear in practice. */
function matches(pattern: string, text: string): boolean {
  const [head = '', ...parts] = pattern.split('*');
  if (parts.length === 0) return pattern === text;
  if (!text.startsWith(head)) return false;
  const tail = parts.pop() ?? '';
  let at = head.length;
  for (const part of parts) {
    const next = text.indexOf(part, at);
    if (next < 0) return false;
    at = next + part.length;
  }
  return text.length - tail.length >= at && text.endsWith(tail);
}
