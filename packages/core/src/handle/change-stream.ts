/** Hands values to listeners and iterators; an iterator that is slow gets the newest and not all. */
export class ChangeStream<T> {
  readonly #listeners = new Set<(value: T) => void>();
  readonly #enders = new Set<() => void>();
  #ended = false;

  push(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  listen(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  end(): void {
    this.#ended = true;
    for (const end of [...this.#enders]) end();
    this.#listeners.clear();
  }

  async *iterate(): AsyncGenerator<T, void, void> {
    let newest: { readonly value: T } | undefined;
    let wake: () => void = () => undefined;
    const listener = (value: T) => {
      newest = { value };
      wake();
    };
    const ender = () => wake();
    this.#listeners.add(listener);
    this.#enders.add(ender);
    try {
      while (!this.#ended) {
        if (newest === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        const { value } = newest;
        newest = undefined;
        yield value;
      }
    } finally {
      this.#listeners.delete(listener);
      this.#enders.delete(ender);
    }
  }
}
