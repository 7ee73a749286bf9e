import type { FoundSecret, Location } from './backend.js';
import type { ChainStep } from './chain-step.js';
import type { Clock } from './clock.js';
import { withDeadline } from './deadline.js';
import { eachInTurn } from './each-in-turn.js';
import { SecretsError } from './errors.js';
import { groupByPlace, resultAt } from './group-by-place.js';
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
/** How many of many references are asked for at a time where each is a call: more than a backend lets through. */
const AT_A_TIME = 128;

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

  async ask(
    ref: SecretRef,
    { signal = new AbortController().signal, background }: ResolveOptions,
  ): Promise<Said> {
    const started = this.#clock.now();
    try {
      const location = this.#locate(ref);
      if ('notHere' in location) return this.#notHere(location.notHere);
      const options = background === true ? { signal, background } : { signal };
      return await this.#read(ref, location.names, started, async () => this.backend.find(ref, options));
    } catch (error) {
      return this.#failed(ref, [], started, error);
    }
  }

  /** The same for many: in one batch where the backend can, and once for references that it keeps in one place. */
  async askMany(refs: readonly SecretRef[], options: ResolveOptions): Promise<readonly Said[]> {
    const { findMany } = this.backend;
    if (findMany === undefined) return eachInTurn(refs, AT_A_TIME, (ref) => this.ask(ref, options));
    const started = this.#clock.now();
    const { signal = new AbortController().signal } = options;
    const { asked, places } = groupByPlace((ref) => this.#locate(ref), refs);
    const batch = asked.length === 0 ? Promise.resolve([]) : findMany(asked, { signal });
    // Each reference waits for the batch on its own.
    batch.catch(() => undefined);
    return Promise.all(
      places.map((place) => {
        if ('error' in place) return this.#failed(place.ref, [], started, place.error);
        if ('notHere' in place) return this.#notHere(place.notHere);
        const find = async () => resultAt(await batch, place.index, asked.length, this.backend);
        return this.#read(place.ref, place.names, started, find);
      }),
    );
  }

  /** What would have been asked, when an earlier backend answered; it cannot spoil that answer. */
  notAsked(ref: SecretRef): ChainStep {
    const step = { backend: this.backend.name, names: [] };
    try {
      const location = this.#locate(ref);
      if ('notHere' in location) return { ...step, outcome: 'not-here', reason: location.notHere };
      return { ...step, names: location.names, outcome: 'not-asked' };
    } catch (error) {
      if (!SecretsError.is(error)) throw error;
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
    return locate?.(ref) ?? { names: [] };
  }

  async #read(
    ref: SecretRef,
    names: readonly string[],
    started: number,
    find: () => Promise<FoundSecret | undefined>,
  ): Promise<Said> {
    try {
      const secret = await find();
      const now = this.#clock.now();
      const source = { backend: this.backend.name, fetchedAt: now, reading: this.#reading };
      const answer = secret && readAnswer(ref, secret, source);
      const step = { backend: this.backend.name, names, ms: now - started };
      if (secret === undefined || answer === undefined) return { step: { ...step, outcome: 'missing' } };
      return { step: { ...step, outcome: 'found' }, found: { answer, ...this.#keepingOf(secret) } };
    } catch (error) {
      return this.#failed(ref, names, started, error);
    }
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
    if (!SecretsError.is(error)) throw error;
    const ms = this.#clock.now() - started;
    return { step: { backend: this.backend.name, names, outcome: 'failed', error: error.with({ ref }), ms } };
  }
}
