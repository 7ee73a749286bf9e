/** Somebody who waits. */
export interface Waiting {
  /** Ends the wait because its owner closes. */
  close(): void;
  /** Where it is in the list of its owner, who alone sets it. */
  place: number;
}

/**
 * Ends all waits of one owner when it closes; unlike a signal's listeners, any number of them come and go at no cost. No set:
 * where many come and go, what a set has outgrown keeps those that went in memory until the next full collection.
 */
export class Closing {
  readonly #waiting: Waiting[] = [];
  #isClosed = false;

  get isClosed(): boolean {
    return this.#isClosed;
  }

  add(waiting: Waiting): void {
    waiting.place = this.#waiting.push(waiting) - 1;
  }

  /** The last one takes the place of the one that leaves. */
  delete(waiting: Waiting): void {
    const { place } = waiting;
    if (this.#waiting[place] !== waiting) return;
    const last = this.#waiting.pop();
    if (last === undefined || last === waiting) return;
    this.#waiting[place] = last;
    last.place = place;
  }

  close(): void {
    this.#isClosed = true;
    for (const waiting of this.#waiting.splice(0)) waiting.close();
  }
}
