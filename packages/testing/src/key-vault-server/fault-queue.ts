interface Pending<F> {
  readonly fault: F;
  left: number;
}

/** Faults in the order they were asked for; each serves a number of requests and is then gone. */
export class FaultQueue<F extends { readonly times?: number }> {
  #pending: Pending<F>[] = [];

  add(fault: F): void {
    if (fault.times !== undefined && fault.times < 1) return;
    this.#pending.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#pending = [];
  }

  /** Uses up one of the first fault that matches. */
  take(matches: (fault: F) => boolean): F | undefined {
    const pending = this.#pending.find(({ fault }) => matches(fault));
    if (pending === undefined) return undefined;
    pending.left -= 1;
    if (pending.left <= 0) this.#pending = this.#pending.filter((each) => each !== pending);
    return pending.fault;
  }
}
