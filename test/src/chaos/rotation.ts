import type { ChaosStore, StoredKind, StoredText } from './chaos-store.js';

const EVERY_MS = 400;
const MOST_TRIES = 50;
const PADDING = 'abcdefghijklmnopqrstuvwxyz'.repeat(20);

/** What is rotated in one store. */
export interface Rotated {
  readonly store: ChaosStore;
  readonly kind: StoredKind;
  readonly ids: readonly string[];
}

/** Gives every value of a store a higher counter, again and again, and knows when each was there. */
export class Rotation {
  readonly #rotated: Rotated;
  /** When all values had this counter or a higher one; a round that failed has no time of its own. */
  readonly #writtenAt: (number | undefined)[] = [];
  #counter = 0;
  #isOver = false;
  #running: Promise<void> = Promise.resolve();
  failedRounds = 0;

  constructor(rotated: Rotated) {
    this.#rotated = rotated;
  }

  get rounds(): number {
    return this.#counter;
  }

  /** Writes the first values, and goes on until it is stopped. */
  async start(): Promise<void> {
    // A store that has just been made may need a moment.
    for (let tries = 1; !(await this.#round()); tries += 1) {
      if (tries === MOST_TRIES) throw new Error(`${this.#rotated.store.name} takes no values.`);
      await pause(100);
    }
    this.#running = this.#goOn();
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
  }

  /** Writes a round now, as often as it takes, and gives its counter. */
  async fresh(): Promise<number> {
    while (!(await this.#round())) await pause(100);
    return this.#writtenAt.length - 1;
  }

  /** How long ago the store had something newer than this counter for certain, in milliseconds; 0 when it may be the newest. */
  supersededMs(counter: number): number {
    for (let next = counter + 1; next < this.#writtenAt.length; next += 1) {
      const at = this.#writtenAt[next];
      if (at !== undefined) return performance.now() - at;
    }
    return 0;
  }

  async #goOn(): Promise<void> {
    while (!this.#isOver) {
      await pause(EVERY_MS);
      await this.#round();
    }
  }

  async #round(): Promise<boolean> {
    const { store, kind, ids } = this.#rotated;
    const counter = (this.#counter += 1);
    const texts = ids.map((id): StoredText => ({ kind, id, text: textWith(id, counter) }));
    try {
      await store.write(texts);
    } catch (error) {
      // A store that is dead or refuses takes no values; what it has stays as it is.
      if (!(error instanceof Error)) throw error;
      this.failedRounds += 1;
      return false;
    }
    this.#writtenAt[counter] = performance.now();
    return true;
  }
}

/** A value of an id: long enough to be sent in pieces, and wrong in every other id. */
export function textWith(id: string, counter: number): string {
  return `${counter} ${id} ${PADDING}`;
}

/** The counter of a value, or `undefined` when it is not whole or another id's. */
export function counterIn(id: string, text: string): number | undefined {
  const counter = Number(text.slice(0, text.indexOf(' ')));
  return text === textWith(id, counter) ? counter : undefined;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
