import type { Answer } from '../read-answer.js';
import { isSame } from '../read-answer.js';

export interface RefusalsParts<T> {
  readonly now: () => number;
  readonly current: () => T | undefined;
  readonly readAnew: () => Promise<T>;
}

/** How long a version that was refused and is still the newest is not read again, in milliseconds. */
const NOT_AGAIN_MS = 30_000;

/** Finds another version for one that was refused, by one read for all who are refused at the same time. */
export class Refusals<T extends Answer> {
  readonly #parts: RefusalsParts<T>;
  #reading: Promise<T> | undefined;
  #refused: { readonly value: T; readonly until: number } | undefined;

  constructor(parts: RefusalsParts<T>) {
    this.#parts = parts;
  }

  /** Resolves to another version, or to `undefined` when there is none, or it could not be read. */
  async instead(refused: T): Promise<T | undefined> {
    const current = this.#parts.current();
    if (current !== undefined && !isSame(current, refused)) return current;
    if (this.#isKnown(refused)) return undefined;
    const value = await this.#readAnew();
    if (value === undefined) return undefined;
    if (!isSame(value, refused)) return value;
    this.#refused = { value: refused, until: this.#parts.now() + NOT_AGAIN_MS };
    return undefined;
  }

  #isKnown(value: T): boolean {
    return (
      this.#refused !== undefined &&
      this.#parts.now() < this.#refused.until &&
      isSame(this.#refused.value, value)
    );
  }

  async #readAnew(): Promise<T | undefined> {
    this.#reading ??= this.#parts.readAnew().finally(() => {
      this.#reading = undefined;
    });
    try {
      return await this.#reading;
    } catch (_failure) {
      return undefined;
    }
  }
}
