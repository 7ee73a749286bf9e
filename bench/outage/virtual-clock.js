/** A clock that is moved from timer to timer: minutes pass in no time. */
export class VirtualClock {
  #now = Date.UTC(2026, 0, 1);
  #timers = new Set();

  now() {
    return this.#now;
  }

  after(ms, callback) {
    const timer = { due: this.#now + Math.max(1, ms), callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves time, calls back what falls due on the way, in its order, and lets all that follows from each happen. */
  async advance(ms) {
    const end = this.#now + ms;
    await settled();
    for (;;) {
      const next = [...this.#timers].reduce(
        (first, timer) => (first === undefined || timer.due < first.due ? timer : first),
        undefined,
      );
      if (next === undefined || next.due > end) break;
      this.#timers.delete(next);
      this.#now = next.due;
      next.callback();
      await settled();
    }
    this.#now = end;
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
