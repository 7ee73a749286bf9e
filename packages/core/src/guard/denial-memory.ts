import type { Clock } from '../clock.js';
import { SecretsError } from '../errors.js';
import type { SecretRef } from '../secret-ref.js';
import type { DoublingPauseOptions } from './doubling-pause.js';
import { doublingPauseMs } from './doubling-pause.js';

interface Denial {
  readonly error: SecretsError;
  readonly until: number;
  readonly times: number;
}

const MOST = 1_000;

/**
 * Which references were denied: one is not asked for again for 1 s, doubling to 30 s, until it is first answered. It
 * remembers the last 1,000.
 */
export class DenialMemory {
  readonly #denials = new Map<string, Denial>();
  readonly #clock: Clock;
  readonly #pauses: DoublingPauseOptions;
  readonly #random: () => number;

  constructor(clock: Clock, pauses: DoublingPauseOptions = {}, random: () => number = Math.random) {
    this.#clock = clock;
    this.#pauses = pauses;
    this.#random = random;
  }

  /** The error of a reference that is not asked for again yet. */
  recall(ref: SecretRef): SecretsError | undefined {
    if (this.#denials.size === 0) return undefined;
    const denial = this.#denials.get(keyOf(ref));
    return denial === undefined || this.#clock.now() >= denial.until ? undefined : denial.error;
  }

  /** Learns from how a read ended; only an answer or a denial says something. */
  note(ref: SecretRef, error?: unknown): void {
    if (error === undefined) {
      if (this.#denials.size > 0) this.#denials.delete(keyOf(ref));
      return;
    }
    if (SecretsError.is(error, 'ACCESS_DENIED')) this.#deny(keyOf(ref), error);
  }

  #deny(key: string, error: SecretsError): void {
    const now = this.#clock.now();
    const before = this.#denials.get(key);
    // Reads that were under way together are denied together, and are one denial.
    if (before !== undefined && now < before.until) return;
    const times = (before?.times ?? 0) + 1;
    this.#denials.delete(key);
    this.#denials.set(key, { error, times, until: now + doublingPauseMs(times, this.#random, this.#pauses) });
    if (this.#denials.size <= MOST) return;
    for (const oldest of this.#denials.keys()) {
      this.#denials.delete(oldest);
      return;
    }
  }
}

function keyOf({ kind, id, version, team }: SecretRef): string {
  return JSON.stringify([kind, id, version, team]);
}
