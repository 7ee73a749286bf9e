import type { FindOptions, Location, SecretsBackend } from './backend.js';
import type { ChainStep } from './chain-step.js';
import type { Clock } from './clock.js';
import { systemClock } from './clock.js';
import { SecretsError } from './errors.js';
import type { GuardedBackend } from './guarded.js';
import { guarded } from './guarded.js';
import type { OnError } from './on-error.js';
import { actionAfter } from './on-error.js';
import type { Answer } from './read-answer.js';
import { readAnswer } from './read-answer.js';
import type { SecretRef } from './secret-ref.js';

export interface ResolverChainOptions {
  /** What follows a failure of a backend that has no policy of its own. @default 'stop' */
  readonly onError?: OnError;
  readonly clock?: Clock;
}

/** How a read through the chain ended, and what each backend said on the way. */
export interface Resolution {
  readonly answer?: Answer;
  /** The first failure, when no backend answered. */
  readonly error?: SecretsError;
  readonly steps: readonly ChainStep[];
}

/** The ordered backends; the first that has the secret answers. */
export class ResolverChain {
  readonly #backends: readonly GuardedBackend[];
  readonly #onError: OnError;
  readonly #clock: Clock;

  constructor(backends: readonly SecretsBackend[], options: ResolverChainOptions = {}) {
    this.#clock = options.clock ?? systemClock;
    this.#onError = options.onError ?? 'stop';
    this.#backends = backends.map((backend) => guarded(backend, { clock: this.#clock }));
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
  async resolve(ref: SecretRef, options: Partial<FindOptions> = {}): Promise<Resolution> {
    const { signal = new AbortController().signal } = options;
    const unsupported = this.#unsupported(ref);
    if (unsupported !== undefined)
      return { error: unsupported, steps: this.#backends.map((backend) => notAsked(backend, ref)) };
    const steps: ChainStep[] = [];
    let firstError: SecretsError | undefined;
    for (const [index, backend] of this.#backends.entries()) {
      const { step, answer } = await this.#ask(backend, ref, signal);
      steps.push(step);
      firstError ??= step.error;
      const stopped =
        step.error !== undefined && actionAfter(step.error.code, backend.onError ?? this.#onError) === 'stop';
      if (answer === undefined && !stopped) continue;
      steps.push(...this.#backends.slice(index + 1).map((rest) => notAsked(rest, ref)));
      return answer === undefined ? { error: firstError as SecretsError, steps } : { answer, steps };
    }
    return firstError === undefined ? { steps } : { error: firstError, steps };
  }

  /** Closes every backend, each whatever the others do. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#backends.map(async (backend) => backend.close?.()));
  }

  async #ask(
    backend: GuardedBackend,
    ref: SecretRef,
    signal: AbortSignal,
  ): Promise<{ step: ChainStep; answer?: Answer }> {
    const started = this.#clock.now();
    const asked = { backend: backend.name, names: [] as readonly string[] };
    const elapsed = () => ({ ms: this.#clock.now() - started });
    try {
      const location = locationOf(backend, ref);
      if ('notHere' in location) return { step: { ...asked, outcome: 'not-here', reason: location.notHere } };
      asked.names = location.names;
      const found = await backend.find(ref, { signal });
      const answer =
        found === undefined ? undefined : readAnswer(ref, found, backend.name, this.#clock.now());
      if (answer === undefined) return { step: { ...asked, outcome: 'missing', ...elapsed() } };
      return { step: { ...asked, outcome: 'found', ...elapsed() }, answer };
    } catch (error) {
      if (!SecretsError.is(error)) throw error;
      return { step: { ...asked, outcome: 'failed', error: error.with({ ref }), ...elapsed() } };
    }
  }

  /** A version or a team that no backend of the chain can tell apart would be answered with something else. */
  #unsupported(ref: SecretRef): SecretsError | undefined {
    for (const part of ['version', 'team'] as const) {
      if (
        ref[part] === undefined ||
        this.#backends.some((backend) => backend.supports?.[`${part}s`] === true)
      )
        continue;
      return new SecretsError('UNSUPPORTED', `No backend of this chain keeps ${part}s of a secret.`, {
        ref,
        hint: `Ask without a ${part}.`,
      });
    }
    return undefined;
  }
}

function locationOf(backend: SecretsBackend, ref: SecretRef): Location {
  if (ref.version !== undefined && backend.supports?.versions !== true)
    return { notHere: 'it keeps no versions' };
  if (ref.team !== undefined && backend.supports?.teams !== true) return { notHere: 'it knows no teams' };
  return backend.locate?.(ref) ?? { names: [] };
}

function notAsked(backend: GuardedBackend, ref: SecretRef): ChainStep {
  const location = locationOf(backend, ref);
  if ('notHere' in location)
    return { backend: backend.name, names: [], outcome: 'not-here', reason: location.notHere };
  return { backend: backend.name, names: location.names, outcome: 'not-asked' };
}
