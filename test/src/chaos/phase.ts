import type { SecretsErrorCode } from '@chatelaine/core';
import type { ChaosFault } from './chaos-fault.js';
import type { Group } from './groups.js';

/** What the readers of a group met. */
export interface Tally {
  answered: number;
  readonly failed: Partial<Record<SecretsErrorCode, number>>;
}

/** A span of the run: a fault until all is as new again, or the calm between two. */
export class Phase {
  readonly name: string;
  readonly kept: 'served' | 'refused';
  readonly isHarmless: boolean;
  /** When it began, in milliseconds since the run did. */
  readonly beganAtMs: number;
  /** How long the fault lasted, to the moment when the store was well again, in milliseconds. */
  lastedMs = 0;
  /** How long it then took until every reader could see the newest values, in milliseconds. */
  recoveredMs: number | undefined;
  /** The longest pause that anything was in when the fault ended, in milliseconds. */
  pauseMs = 0;
  /** How many reads that began after the fault had ended still failed, of one reference at most. */
  failuresAfter = 0;
  readonly #startedAt = performance.now();
  readonly #tallies = new Map<Group['name'], Tally>();

  constructor(fault: Pick<ChaosFault, 'name' | 'kept' | 'isHarmless'>, beganAtMs: number) {
    const { name, kept = 'served', isHarmless = false } = fault;
    this.name = name;
    this.kept = kept;
    this.isHarmless = isHarmless;
    this.beganAtMs = beganAtMs;
  }

  get elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  tally(group: Group['name']): Tally {
    const known = this.#tallies.get(group);
    if (known !== undefined) return known;
    const made: Tally = { answered: 0, failed: {} };
    this.#tallies.set(group, made);
    return made;
  }
}
