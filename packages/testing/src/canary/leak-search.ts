import { Canaries, WINDOW } from './canaries.js';
import type { Leak } from './leak.js';
import { formatLeak } from './leak.js';
import { watchProcess } from './process-watch.js';
import type { FoundText } from './walked-texts.js';
import { printedTexts, walkedTexts } from './walked-texts.js';

/** Looks for canaries in whatever it is shown, and keeps what it finds. */
export class LeakSearch {
  readonly canaries: Canaries;
  readonly #leaks = new Map<string, Leak>();
  /** What was searched and held nothing, by how many windows there were to look for. */
  readonly #clean = new Map<string, number>();
  #texts = 0;

  constructor(canaries: Canaries = new Canaries()) {
    this.canaries = canaries;
  }

  /** One for each place where a canary was found. */
  get leaks(): readonly Leak[] {
    return [...this.#leaks.values()];
  }

  /** How many texts were looked at. */
  get texts(): number {
    return this.#texts;
  }

  /** Looks at a value, at everything that is reached from it, and at the ways in which it prints. */
  see(where: string, value: unknown): void {
    this.#search(walkedTexts(value, where));
  }

  /** Looks only at how a value prints, for one whose properties are there to be read. */
  seePrinted(where: string, value: unknown): void {
    this.#search(printedTexts(value, where));
  }

  /** Does some work, and looks at all that leaves the process meanwhile. */
  async watching<T>(work: () => Promise<T>, channels: readonly string[] = []): Promise<T> {
    const end = watchProcess((where, value) => this.see(where, value), channels);
    try {
      return await work();
    } finally {
      await end();
    }
  }

  #search(texts: Iterable<FoundText>): void {
    for (const { where, text } of texts) {
      this.#texts += 1;
      // No window goes over the end of a line, and most lines, such as those of a stack, come again and again.
      for (const line of text.split('\n')) this.#searchLine(where, line);
    }
  }

  #searchLine(where: string, line: string): void {
    const { size } = this.canaries;
    if (line.length < WINDOW || this.#clean.get(line) === size) return;
    const leaks = this.canaries.leaksIn(where, line);
    for (const leak of leaks) this.#leaks.set(formatLeak(leak), leak);
    if (leaks.length === 0) this.#clean.set(line, size);
  }
}
