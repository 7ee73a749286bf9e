import { withDeadline } from '../deadline.js';
import { SecretsError } from '../errors.js';

/** The time from the creation of a backend to its end: whatever it waits for ends with it. */
export class Lifetime {
  readonly #backend: string;
  readonly #closing = new AbortController();

  /** @param backend its label, for messages */
  constructor(backend: string) {
    this.#backend = backend;
  }

  /**
   * Runs work that ends when the caller's signal says so or the backend closes, whether it listens or not.
   *
   * @throws SecretsError the work's own, `ABORTED`, or `CLOSED`
   */
  async run<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const signals = [signal, this.#closing.signal];
    try {
      return await withDeadline({ ms: undefined, signals, subject: this.#backend }, work);
    } catch (error) {
      if (this.#closing.signal.aborted) throw closed(this.#backend);
      throw error;
    }
  }

  /** The same for each step of an iteration, which is begun with the signal that ends it. */
  async *iterate<T>(
    signal: AbortSignal,
    begin: (signal: AbortSignal) => AsyncGenerator<T>,
  ): AsyncGenerator<T, void, undefined> {
    const steps = begin(AbortSignal.any([signal, this.#closing.signal]));
    try {
      for (;;) {
        const step = await this.run(signal, () => steps.next());
        if (step.done === true) return;
        yield step.value;
      }
    } finally {
      // A step that is still running ends by its signal; nobody waits for it.
      steps.return(undefined).catch(() => undefined);
    }
  }

  /** The same for a watch, which is over, and not at fault, when the caller's signal says so. */
  async *watch<T>(
    signal: AbortSignal,
    begin: (signal: AbortSignal) => AsyncGenerator<T>,
  ): AsyncGenerator<T, void, undefined> {
    try {
      yield* this.iterate(signal, begin);
    } catch (error) {
      if (!SecretsError.is(error, 'ABORTED')) throw error;
    }
  }

  /** Ends every wait; later calls fail with code `CLOSED`. */
  close(): void {
    this.#closing.abort();
  }
}

function closed(backend: string): SecretsError {
  return new SecretsError('CLOSED', `${backend}: the backend is closed.`, {
    backend,
    hint: 'Create a new one, or close later.',
  });
}
