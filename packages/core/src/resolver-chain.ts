import type { FindOptions, SecretsBackend } from './backend.js';
import { ChainLink, type Said } from './chain-link.js';
import type { ChainStep } from './chain-step.js';
import type { Clock } from './clock.js';
import { systemClock } from './clock.js';
import { HEALING_CODES, SecretsError } from './errors.js';
import type { GuardedBackend } from './guarded.js';
import { guarded } from './guarded.js';
import type { OnError } from './on-error.js';
import { actionAfter } from './on-error.js';
import type { Answer } from './read-answer.js';
import type { Resolution, ResolveManyOptions, ResolveOptions } from './resolution.js';
import type { SecretRef } from './secret-ref.js';

export interface ResolverChainOptions {
  /** What follows a failure of a backend that has no policy of its own. @default 'stop' */
  readonly onError?: OnError;
  /** How connections are read: as Airflow does, or refused where that would lose something. @default 'airflow' */
  readonly connections?: 'airflow' | 'strict';
  readonly clock?: Clock;
  /** A number from 0 to 1, for what the guards of backends jitter. @default Math.random */
  readonly random?: () => number;
}

/** A reference on its way through the chain. */
interface Walk {
  readonly ref: SecretRef;
  /** Its place among many. */
  readonly index: number;
  readonly steps: ChainStep[];
  readonly keptFrom: string | undefined;
  firstError: SecretsError | undefined;
  end: Resolution | undefined;
}

/** The ordered backends; the first that has the secret answers. */
export class ResolverChain {
  readonly #links: readonly ChainLink[];
  readonly #onError: OnError;

  constructor(backends: readonly SecretsBackend[], options: ResolverChainOptions = {}) {
    const {
      onError = 'stop',
      connections: reading = 'airflow',
      clock = systemClock,
      random = Math.random,
    } = options;
    this.#onError = onError;
    this.#links = backends.map(
      (backend) => new ChainLink({ backend: guarded(backend, { clock, random }), reading, clock }),
    );
  }

  /** In the order in which they are asked. */
  get backends(): readonly GuardedBackend[] {
    return this.#links.map(({ backend }) => backend);
  }

  /** Whether a backend can be asked for many at once. */
  get batches(): boolean {
    return this.#links.some(({ backend }) => backend.findMany !== undefined);
  }

  /** How many references can be on their way at a time without one that waits for its turn at a backend. */
  get concurrency(): number {
    return Math.min(...this.#links.map(({ concurrency }) => concurrency));
  }

  /**
   * Resolves to the first answer, or to `undefined` when every backend said "not here".
   *
   * @throws SecretsError the first failure, when no backend answered
   */
  async find(ref: SecretRef, options: Partial<FindOptions> = {}): Promise<Answer | undefined> {
    const { answer, error } = await this.resolve(ref, options);
    if (error !== undefined) throw error;
    return answer;
  }

  /** The same with what each backend said; failures are part of the result. */
  async resolve(ref: SecretRef, options: ResolveOptions = {}): Promise<Resolution> {
    const walk = this.#begin(ref, options.keptFrom);
    for (const [index, link] of this.#links.entries()) {
      if (walk.end !== undefined) break;
      this.#advance(walk, index, await link.ask(ref, options));
    }
    return walk.end ?? this.#ended(walk);
  }

  /**
   * The same for many references: each backend is asked for all that no earlier one has, together where it can. How each
   * ended is told as soon as it is known, with its index.
   */
  async resolveMany(
    refs: readonly SecretRef[],
    { keptFrom = [], ...options }: ResolveManyOptions,
    tell: (index: number, resolution: Resolution) => void,
  ): Promise<void> {
    const walks = refs.map((ref, index) => this.#begin(ref, keptFrom[index], index));
    for (const { index, end } of walks) if (end !== undefined) tell(index, end);
    for (const [place, link] of this.#links.entries()) {
      const open = walks.filter(({ end }) => end === undefined);
      if (open.length === 0) return;
      const asked = open.map(({ ref }) => ref);
      await link.askMany(asked, options, (position, said) => {
        const walk = open[position] as Walk;
        this.#advance(walk, place, said);
        if (walk.end !== undefined) tell(walk.index, walk.end);
      });
    }
    for (const walk of walks) if (walk.end === undefined) tell(walk.index, this.#ended(walk));
  }

  /** Closes every backend, each whatever the others do, and waits 5 s at most. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#links.map((link) => link.close()));
  }

  #begin(ref: SecretRef, keptFrom: string | undefined, index = 0): Walk {
    const error = this.#unsupported(ref);
    const end = error === undefined ? undefined : { error, steps: this.#notAsked(0, ref) };
    return { ref, index, keptFrom, steps: [], firstError: undefined, end };
  }

  /** Takes what a backend said into account, and ends the walk where it answers or stops. */
  #advance(walk: Walk, index: number, { step, found }: Said): void {
    walk.steps.push(step);
    walk.firstError ??= step.error;
    const rest = () => [...walk.steps, ...this.#notAsked(index + 1, walk.ref)];
    if (found !== undefined) walk.end = { ...found, steps: rest() };
    else if (step.error !== undefined && this.#stopsAt(step.error, index, walk)) {
      walk.end = { error: walk.firstError ?? step.error, steps: rest() };
    }
  }

  #ended({ firstError, steps }: Walk): Resolution {
    if (firstError !== undefined) return { error: firstError, steps };
    return { steps, isLocal: this.#links.every(({ backend }) => backend.supports?.local === true) };
  }

  #stopsAt({ code }: SecretsError, index: number, { keptFrom }: Walk): boolean {
    const backend = this.#links[index]?.backend;
    if (keptFrom === backend?.name && HEALING_CODES.has(code)) return true;
    return actionAfter(code, backend?.onError ?? this.#onError) === 'stop';
  }

  #notAsked(from: number, ref: SecretRef): readonly ChainStep[] {
    return this.#links.slice(from).map((link) => link.notAsked(ref));
  }

  /** A version or a team that no backend of the chain can tell apart would be answered with something else. */
  #unsupported(ref: SecretRef): SecretsError | undefined {
    if (ref.version === undefined && ref.team === undefined) return undefined;
    const lacking = (['version', 'team'] as const).find(
      (part) =>
        ref[part] !== undefined &&
        !this.#links.some(({ backend }) => backend.supports?.[`${part}s`] === true),
    );
    if (lacking === undefined) return undefined;
    return new SecretsError('UNSUPPORTED', `No backend of this chain keeps ${lacking}s of a secret.`, {
      ref,
      hint: `Ask without a ${lacking}.`,
    });
  }
}
