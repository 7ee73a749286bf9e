import type { ChainRead } from './cache/read-cache.js';
import type { ReadCounts } from './cache/read-counts.js';
import type { Clock } from './clock.js';
import { withDeadline } from './deadline.js';
import { SecretsError } from './errors.js';
import { traced, tracedMany } from './find-channel.js';
import type { Resolution } from './resolution.js';
import type { ResolverChain } from './resolver-chain.js';
import type { SecretRef } from './secret-ref.js';

export interface ChainReadsParts {
  readonly chain: ResolverChain;
  readonly clock: Clock;
  /** The time by which kept answers age, in milliseconds since 1970. */
  readonly now: () => number;
  readonly counts: ReadCounts;
}

/** What ends a wait beside its own end. */
export interface Bounds {
  readonly ms: number | undefined;
  readonly signals: readonly AbortSignal[];
}

/** Asks the chain, tells of it on the tracing channel, and answers every wait with `CLOSED` once it is closed. */
export class ChainReads {
  readonly #parts: ChainReadsParts;
  readonly #closing = new AbortController();

  constructor(parts: ChainReadsParts) {
    this.#parts = parts;
  }

  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** @throws SecretsError `CLOSED` */
  checkOpen(): void {
    if (this.isClosed) throw secretsClosed();
  }

  /** Asks for all who share a read. */
  one(read: ChainRead, signal: AbortSignal): Promise<Resolution> {
    const { ref, keptFrom, background } = read;
    if (this.isClosed) return Promise.reject(secretsClosed());
    const resolve = () => this.#parts.chain.resolve(ref, { keptFrom, background, signal });
    const reading = traced(read, this.#parts.now, resolve);
    return background ? this.#counted(reading) : reading;
  }

  /** The same for many, in one batch where a backend can; none waits for the others longer than it must. */
  many(reads: readonly ChainRead[]): readonly Promise<Resolution>[] {
    return tracedMany(reads, this.#parts.now, () => this.#many(reads));
  }

  /** Asks for one caller alone, and tells nobody: an explanation. */
  live(ref: SecretRef, { ms, signals }: Bounds): Promise<Resolution> {
    return this.bounded(ref, { ms, signals: [this.#closing.signal, ...signals] }, (inside) =>
      this.#parts.chain.resolve(ref, { signal: inside }),
    );
  }

  /** Waits for work within bounds. @throws SecretsError `CLOSED`, or `ABORTED` and `TIMEOUT` that name the reference */
  async bounded<T>(
    ref: SecretRef | undefined,
    bounds: Bounds,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    try {
      return await withDeadline(
        { ...bounds, subject: 'The call', option: 'timeoutMs', clock: this.#parts.clock },
        work,
      );
    } catch (error) {
      this.checkOpen();
      throw SecretsError.is(error) && error.ref === undefined ? error.with({ ref }) : error;
    }
  }

  /** Ends every wait. */
  close(): void {
    this.#closing.abort();
  }

  #many(reads: readonly ChainRead[]): readonly Promise<Resolution>[] {
    const ends = reads.map(() => Promise.withResolvers<Resolution>());
    const refs = reads.map(({ ref }) => ref);
    const options = { keptFrom: reads.map((read) => read.keptFrom), signal: this.#closing.signal };
    const all = this.#parts.chain.resolveMany(refs, options, (index, resolution) =>
      ends[index]?.resolve(resolution),
    );
    all.catch((error: unknown) => {
      for (const { reject } of ends) reject(error);
    });
    return ends.map(({ promise }) => promise);
  }

  async #counted(refreshing: Promise<Resolution>): Promise<Resolution> {
    const { counts } = this.#parts;
    counts.refreshes += 1;
    const resolution = await refreshing;
    if (resolution.error !== undefined) counts.refreshFailures += 1;
    return resolution;
  }
}

/** What whoever waits is answered with, and every later call. */
export function secretsClosed(): SecretsError {
  return new SecretsError('CLOSED', 'These secrets were closed.', {
    hint: 'Create new ones, or close later.',
  });
}
