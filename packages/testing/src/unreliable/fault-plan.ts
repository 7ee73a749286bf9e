import type { Fault } from './fault.js';
import { seededRandom } from './seeded-random.js';

/** When faults come. */
export interface FaultPlanOptions {
  /** What happens to the first calls, in their order. @default nothing */
  readonly script?: readonly Fault[];
  /** How likely a fault is in each call after the script, from 0 to 1. @default 0 */
  readonly chance?: number;
  /** The faults that chance draws from. @default throttled, unavailable, hang */
  readonly faults?: readonly Fault[];
  /** What chance begins with: the same seed gives the same faults and waiting times. @default 1 */
  readonly seed?: number;
  /** How long each call takes before it is answered or fails, in milliseconds: always, or at least and at most. @default 0 */
  readonly latencyMs?: number | readonly [least: number, most: number];
}

/** What a call has to go through. */
export interface Ordeal {
  readonly fault: Fault;
  readonly waitMs: number;
}

/** Decides the fate of one call after the other, always alike for the same options. */
export class FaultPlan {
  readonly #script: Fault[];
  readonly #chance: number;
  readonly #faults: readonly Fault[];
  readonly #latency: readonly [number, number];
  readonly #random: () => number;

  constructor(options: FaultPlanOptions) {
    const {
      script = [],
      chance = 0,
      faults = ['throttled', 'unavailable', 'hang'],
      seed = 1,
      latencyMs = 0,
    } = options;
    this.#script = [...script];
    this.#chance = chance;
    this.#faults = faults;
    this.#latency = typeof latencyMs === 'number' ? [latencyMs, latencyMs] : latencyMs;
    this.#random = seededRandom(seed);
  }

  /** Puts faults before all others that are still to come. */
  first(faults: readonly Fault[]): void {
    this.#script.unshift(...faults);
  }

  next(): Ordeal {
    const [least, most] = this.#latency;
    // Drawn for every call, so that a longer script does not change what chance does later.
    const [wait, hit, which] = [this.#random(), this.#random(), this.#random()];
    const drawn = hit < this.#chance ? this.#faults[Math.floor(which * this.#faults.length)] : undefined;
    return {
      fault: this.#script.shift() ?? drawn ?? 'none',
      waitMs: least + Math.round(wait * (most - least)),
    };
  }
}
