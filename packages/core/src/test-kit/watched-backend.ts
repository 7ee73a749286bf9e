import type { FindOptions, SecretChange } from '../backend.js';
import type { SecretRef } from '../secret-ref.js';
import { ScriptedBackend } from './scripted-backend.js';

/** A backend that tells of changes when a test says so. Ids are names, and in lower case identities. */
export class WatchedBackend extends ScriptedBackend {
  /** How many watches were begun. */
  watches = 0;
  /** Whether each watch fails at once. */
  refusesWatches = false;
  watchSignal: AbortSignal | undefined;
  #told: SecretChange[] = [];
  #ended: { readonly error: Error | undefined } | undefined;
  #wake: () => void = () => undefined;

  locate({ id }: SecretRef): { names: readonly string[]; identity: string } {
    return { names: [id], identity: id.toLowerCase() };
  }

  tell(change: SecretChange): void {
    this.#told.push(change);
    this.#wake();
  }

  /** Ends the watch that runs, by a throw when an error is given. */
  endWatch(error?: Error): void {
    this.#ended = { error };
    this.#wake();
  }

  async *watch({ signal }: FindOptions): AsyncGenerator<SecretChange, void, void> {
    this.watches += 1;
    this.watchSignal = signal;
    if (this.refusesWatches) throw new Error('refused');
    this.#ended = undefined;
    while (this.#ended === undefined) {
      const change = this.#told.shift();
      if (change !== undefined) {
        yield change;
        continue;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const { error } = this.#ended as { readonly error: Error | undefined };
    if (error !== undefined) throw error;
  }
}
