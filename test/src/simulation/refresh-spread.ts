import { keyOf } from './value.js';
import type { World } from './world.js';

/** Fewer could come together by chance. */
const LEAST_HANDLES = 6;
/** The share of the refresh age by which refreshes are spread at most. */
const SPREAD = 0.25;
/** A span in which as many come together by chance once in a thousand million histories. */
const TOO_CLOSE = 0.02;

/** Sees when values that were read together are first refreshed, where nothing but time is the reason. */
export class RefreshSpread {
  readonly #world: World;
  readonly #refreshes = new Map<string, number>();
  #isOver = false;

  constructor(world: World) {
    this.#world = world;
    const { plan } = world;
    // What the application does besides may be a reason.
    this.#isOver =
      plan.handles < LEAST_HANDLES ||
      plan.deeds > 0 ||
      !plan.cache ||
      plan.stores.some(({ leaseMs }) => leaseMs);
  }

  observe(): void {
    if (this.#isOver) return;
    const { time, ledger, handles, stores, plan, verdict } = this.#world;
    for (const { ref } of handles) {
      const key = keyOf(ref);
      const begins = stores.flatMap(({ name }) => [...ledger.of(name, key).given.values()]);
      const last = Math.max(...begins.map(({ beganAt }) => beganAt));
      // The first read is at the very begin.
      if (
        time.now() - time.elapsed < last &&
        !this.#refreshes.has(key) &&
        time.elapsed > plan.ages.freshMs / 2
      )
        this.#refreshes.set(key, last);
    }
    if (this.#refreshes.size < Math.min(LEAST_HANDLES, handles.size)) return;
    this.#isOver = true;
    const times = [...this.#refreshes.values()];
    const span = Math.max(...times) - Math.min(...times);
    verdict.expect(
      times.length < LEAST_HANDLES || span > plan.ages.refreshAfterMs * SPREAD * TOO_CLOSE,
      'refreshes spread',
      () => `${times.length} refreshes within ${span} ms`,
    );
  }
}
