import type { SecretChange, SecretsBackend } from '../backend.js';
import type { Clock } from '../clock.js';
import { SecretsError } from '../errors.js';
import { doublingPauseMs } from '../guard/doubling-pause.js';

export interface BackendWatchParts {
  readonly backend: SecretsBackend;
  readonly clock: Clock;
  readonly random: () => number;
  /** Called with each change, and with one without a name when some may have been missed. It does not throw. */
  readonly onChange: (change: SecretChange) => void;
}

/** A watch that lasted so long, or told of a change, has worked: what changes after its end is missed. */
const WORKED_MS = 1_000;
/** One that lasted so long ended in peace, and is begun again after the shortest pause, in milliseconds. */
const PEACEFUL_MS = 60_000;

/**
 * Watches one backend from the first time that this is asked for, and again after each end: 1 s later, doubling to 30 s.
 * Its timers do not keep the process alive.
 */
export class BackendWatch {
  readonly #parts: BackendWatchParts;
  readonly #closing = new AbortController();
  #begun = false;
  /** How often it ended in a row, without lasting. */
  #ends = 0;
  /** Whether changes may have been missed since a watch last worked. */
  #missed = false;
  #iterator: AsyncIterator<SecretChange> | undefined;
  #cancel: (() => void) | undefined;

  constructor(parts: BackendWatchParts) {
    this.#parts = parts;
  }

  begin(): void {
    if (this.#begun || this.#closing.signal.aborted) return;
    this.#begun = true;
    void this.#run();
  }

  close(): void {
    this.#closing.abort();
    this.#cancel?.();
    void this.#release();
  }

  async #run(): Promise<void> {
    const { clock, random } = this.#parts;
    const startedAt = clock.now();
    const ended = await this.#watched();
    if (this.#closing.signal.aborted || ended.forGood) return;
    const lastedMs = clock.now() - startedAt;
    this.#missed ||= ended.hasTold || lastedMs >= WORKED_MS;
    this.#ends = lastedMs >= PEACEFUL_MS ? 1 : this.#ends + 1;
    const pauseMs = doublingPauseMs(this.#ends, random);
    this.#cancel = clock.after(pauseMs, () => void this.#run(), { background: true });
  }

  /** How a watch ended: whatever it throws, the ages of what is kept still hold. */
  async #watched(): Promise<{ readonly hasTold: boolean; readonly forGood: boolean }> {
    const { backend, onChange } = this.#parts;
    let hasTold = false;
    try {
      this.#iterator = backend.watch?.({ signal: this.#closing.signal })[Symbol.asyncIterator]();
      for (;;) {
        const next = this.#iterator?.next();
        // Only once it has begun, so that what is read anew is read after that.
        if (this.#missed && !hasTold) onChange({});
        const result = await next;
        if (result === undefined || result.done === true || this.#closing.signal.aborted) break;
        this.#missed = false;
        hasTold = true;
        onChange(nameOnly(result.value));
      }
      return { hasTold, forGood: false };
    } catch (error) {
      return { hasTold, forGood: SecretsError.is(error, 'UNSUPPORTED') };
    }
  }

  /** A watch that does not listen to its signal is told to end this way too, and not waited for. */
  async #release(): Promise<void> {
    try {
      await this.#iterator?.return?.();
    } catch (_ended) {
      // It was to end.
    }
  }
}

/** A change that says nothing that can be read is one of anything. */
function nameOnly(change: SecretChange | undefined): SecretChange {
  return typeof change?.name === 'string' ? { name: change.name } : {};
}
