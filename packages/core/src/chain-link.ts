import type { FoundSecret, Location } from './backend.js';
import type { ChainStep } from './chain-step.js';
import type { Clock } from './clock.js';
import { withDeadline } from './deadline.js';
import { eachInTurn } from './each-in-turn.js';
import { groupByPlace, type PlaceInBatch, resultAt } from './group-by-place.js';
import { checkLocation } from './guard/check-location.js';
import { DEFAULT_CONCURRENCY } from './guard/guard-options.js';
import { translateError } from './guard/translate-error.js';
import type { GuardedBackend } from './guarded.js';
import { readAnswer } from './read-answer.js';
import type { FoundAnswer, ResolveOptions } from './resolution.js';
import type { SecretRef } from './secret-ref.js';

/** What one backend said about one reference. */
export interface Said {
  readonly step: ChainStep;
  readonly found?: Omit<FoundAnswer, 'leaseEndsAt'> & Partial<FoundAnswer>;
}

/** How long a backend may take to close, in milliseconds. */
const CLOSE_MS = 5_000;

export interface ChainLinkParts {
  readonly backend: GuardedBackend;
  readonly reading: 'airflow' | 'strict';
  readonly clock: Clock;
}

/** One backend in its place in the chain: asks it, reads its answer, and turns every failure into what it said. */
export class ChainLink {
  readonly backend: GuardedBackend;
  readonly #reading: 'airflow' | 'strict';
  readonly #clock: Clock;

  constructor({ backend, reading, clock }: ChainLinkParts) {
    this.backend = backend;
    this.#reading = reading;
    this.#clock = clock;
  }

  /** How many references are asked for at a time where each is a call. */
  get concurrency(): number {
    return this.backend.concurrency ?? DEFAULT_CONCURRENCY;
  }

  async ask(
    ref: SecretRef,
    { signal = new AbortController().signal, background }: ResolveOptions,
  ): Promise<Said> {
    const started = this.#clock.now();
    let names: readonly string[] = [];
    try {
      const location = this.#locate(ref);
      if ('notHere' in location) return this.#notHere(location.notHere);
      names = location.names;
      const options = background === true ? { signal, background } : { signal };
      return this.#answered(ref, names, started, await this.backend.find(ref, options));
    } catch (error) {
      return this.#failed(ref, names, started, error);
    }
  }

  /**
   * The same for many: in one batch where the backend can, and once for references that it keeps in one place. What is said
   * about each is told as soon as it is known, with its index.
   */
  async askMany(
    refs: readonly SecretRef[],
    options: ResolveOptions,
    tell: (index: number, said: Said) => void,
  ): Promise<void> {
    const { findMany } = this.backend;
    if (findMany === undefined) {
      await eachInTurn(refs, this.concurrency, async (ref, index) =>
        tell(index, await this.ask(ref, options)),
      );
      return;
    }
    const started = this.#clock.now();
    const { signal = new AbortController().signal } = options;
    const { asked, places } = groupByPlace((ref) => this.#locate(ref), refs);
    const batch = asked.length === 0 ? Promise.resolve([]) : findMany(asked, { signal });
    // Each reference waits for the batch on its own.
    batch.catch(() => undefined);
    const saidAt = async (place: PlaceInBatch): Promise<Said> => {
      if ('error' in place) return this.#failed(place.ref, [], started, place.error);
      if ('notHere' in place) return this.#notHere(place.notHere);
      const { ref, names, index } = place;
      try {
        const found = resultAt(await batch, index, asked.length, this.backend);
        return this.#answered(ref, names, started, found);
      } catch (error) {
        return this.#failed(ref, names, started, error);
      }
    };
    await Promise.all(places.map(async (place, index) => tell(index, await saidAt(place))));
  }

  /** What would have been asked, when an earlier backend answered; it cannot spoil that answer. */
  notAsked(ref: SecretRef): ChainStep {
    const step = { backend: this.backend.name, names: [] };
    try {
      const location = this.#locate(ref);
      if ('notHere' in location) return { ...step, outcome: 'not-here', reason: location.notHere };
      return { ...step, names: location.names, outcome: 'not-asked' };
    } catch (_failureOfLocate) {
      return { ...step, outcome: 'not-asked' };
    }
  }

  async close(): Promise<void> {
    const { close, name } = this.backend;
    if (close !== undefined)
      await withDeadline({ ms: CLOSE_MS, subject: name, clock: this.#clock }, () => close());
  }

  #locate(ref: SecretRef): Location {
    const { supports, locate } = this.backend;
    if (ref.version !== undefined && supports?.versions !== true) return { notHere: 'it keeps no versions' };
    if (ref.team !== undefined && supports?.teams !== true) return { notHere: 'it knows no teams' };
    return locate === undefined ? { names: [] } : checkLocation(locate(ref), this.backend.name);
  }

  #answered(
    ref: SecretRef,
    names: readonly string[],
    started: number,
    secret: FoundSecret | undefined,
  ): Said {
    const backend = this.backend.name;
    const now = this.#clock.now();
    const answer = secret && readAnswer(ref, secret, { backend, fetchedAt: now, reading: this.#reading });
    const step = { backend, names, ms: now - started };
    if (secret === undefined || answer === undefined) return { step: { ...step, outcome: 'missing' } };
    return { step: { ...step, outcome: 'found' }, found: { answer, ...this.#keepingOf(secret) } };
  }

  #keepingOf({
    value,
    expiresAt,
  }: FoundSecret): Omit<FoundAnswer, 'answer' | 'leaseEndsAt'> & Partial<FoundAnswer> {
    const { supports } = this.backend;
    const isLeased = supports?.leases === true && expiresAt !== undefined;
    return {
      answeredBy: this.backend,
      isLocal: supports?.local === true,
      bytes: typeof value === 'string' ? value.length * 2 : value.byteLength,
      ...(isLeased ? { leaseEndsAt: expiresAt.getTime() } : {}),
    };
  }

  #notHere(reason: string): Said {
    return { step: { backend: this.backend.name, names: [], outcome: 'not-here', reason } };
  }

  #failed(ref: SecretRef, names: readonly string[], started: number, error: unknown): Said {
    const backend = this.backend.name;
    const ms = this.#clock.now() - started;
    const failure = translateError(error, backend).with({ ref });
    return { step: { backend, names, outcome: 'failed', error: failure, ms } };
  }
}
