import type { Clock } from '../clock.js';

export interface WriteQueueOptions {
  readonly clock: Clock;
  /** How long changes are collected, in milliseconds. */
  readonly afterMs: number;
  /** Writes everything as it is when it begins; resolves to whether that went well, and never rejects. */
  readonly write: () => Promise<boolean>;
}

/** After a write that failed, in milliseconds. */
const RETRY_MS = 30_000;

/** Writes some time after a change, all changes of that time together: one write at a time, and one that waits for it. */
export class WriteQueue {
  readonly #options: WriteQueueOptions;
  #cancel: (() => void) | undefined;
  #running: Promise<void> | undefined;
  #queued: Promise<void> | undefined;

  constructor(options: WriteQueueOptions) {
    this.#options = options;
  }

  /** Something changed. A process that ends before the write loses it, unless it flushes. */
  changed(): void {
    this.#schedule(this.#options.afterMs);
  }

  /** Writes now what is to be written, and waits for it; what fails now is given up. */
  async flush(): Promise<void> {
    await (this.#cancel === undefined ? (this.#queued ?? this.#running) : this.#due());
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #schedule(afterMs: number): void {
    this.#cancel ??= this.#options.clock.after(afterMs, () => void this.#due(), { background: true });
  }

  #due(): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#running === undefined) return this.#start();
    return (this.#queued ??= this.#running.then(() => {
      this.#queued = undefined;
      return this.#start();
    }));
  }

  #start(): Promise<void> {
    this.#running = this.#options.write().then((isWritten) => {
      this.#running = undefined;
      if (!isWritten) this.#schedule(RETRY_MS);
    });
    return this.#running;
  }
}
