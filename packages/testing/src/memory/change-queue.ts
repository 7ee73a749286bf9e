import type { SecretChange } from '@chatelaine/core';
import type { MemoryContents } from './memory-contents.js';

/** The changes of contents from its creation on, one after the other, until a signal ends it. */
export class ChangeQueue implements AsyncIterableIterator<SecretChange, undefined> {
  readonly #changes: SecretChange[] = [];
  readonly #stop: () => void;
  #isOver = false;
  #wake: () => void = () => undefined;

  constructor(contents: MemoryContents, signal: AbortSignal) {
    const stopWatching = contents.watch((name) => {
      this.#changes.push({ name });
      this.#wake();
    });
    this.#stop = () => {
      stopWatching();
      this.#isOver = true;
      this.#wake();
    };
    if (signal.aborted) this.#stop();
    else signal.addEventListener('abort', this.#stop, { once: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<SecretChange, undefined>> {
    for (;;) {
      if (this.#isOver) return { done: true, value: undefined };
      const change = this.#changes.shift();
      if (change !== undefined) return { done: false, value: change };
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async return(): Promise<IteratorResult<SecretChange, undefined>> {
    this.#stop();
    return { done: true, value: undefined };
  }
}
