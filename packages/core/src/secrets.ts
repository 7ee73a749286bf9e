import type { Clock } from './clock.js';
import { systemClock } from './clock.js';
import type { Connection } from './connection.js';
import { withDeadline } from './deadline.js';
import { SecretsError } from './errors.js';
import type { Explanation } from './explanation.js';
import { explanationOf } from './explanation.js';
import { traced } from './find-channel.js';
import { notFound } from './not-found.js';
import type { Answer } from './read-answer.js';
import type { Resolution, ResolverChain } from './resolver-chain.js';
import type { Secret } from './secret.js';
import type { SecretKind, SecretRef } from './secret-ref.js';
import { checkSecretRef, parseSecretRef } from './secret-ref.js';

/** Sees an answer that is handed out. */
export type AnswerObserver = (answer: Answer) => void;

export interface FindCallOptions {
  /** A version as the store names it. @default the newest */
  readonly version?: string;
  readonly team?: string;
  /** Ends this caller's wait with `ABORTED`. */
  readonly signal?: AbortSignal;
  /** Bounds the whole call, in milliseconds. @default none beyond each backend's own deadline */
  readonly timeoutMs?: number;
}

/** The object an application holds: asks the chain, explains, and closes what was opened. */
export class Secrets implements AsyncDisposable {
  readonly #chain: ResolverChain;
  readonly #clock: Clock;
  readonly #closing = new AbortController();
  readonly #observers = new Set<AnswerObserver>();
  #closed: Promise<void> | undefined;

  /** @internal `createSecrets` and `loadSecrets` make it. */
  constructor(chain: ResolverChain, clock: Clock = systemClock) {
    this.#chain = chain;
    this.#clock = clock;
  }

  /** @throws SecretsError `SECRET_NOT_FOUND` listing what each backend said, or the first failure */
  getSecret(id: string, options?: FindCallOptions): Promise<Secret> {
    return this.#get<Secret>('secret', id, options);
  }

  /** @throws SecretsError `SECRET_NOT_FOUND` listing what each backend said, or the first failure */
  getVariable(id: string, options?: FindCallOptions): Promise<Secret> {
    return this.#get<Secret>('variable', id, options);
  }

  /** @throws SecretsError `SECRET_NOT_FOUND` listing what each backend said, or the first failure */
  getConnection(id: string, options?: FindCallOptions): Promise<Connection> {
    return this.#get<Connection>('connection', id, options);
  }

  /** @throws SecretsError `SECRET_NOT_FOUND` listing what each backend said, or the first failure */
  getConfig(id: string, options?: FindCallOptions): Promise<Secret> {
    return this.#get<Secret>('config', id, options);
  }

  /** Resolves to `undefined` when no backend has it. @throws SecretsError the first failure */
  findSecret(id: string, options?: FindCallOptions): Promise<Secret | undefined> {
    return this.#find<Secret>('secret', id, options);
  }

  /** Resolves to `undefined` when no backend has it. @throws SecretsError the first failure */
  findVariable(id: string, options?: FindCallOptions): Promise<Secret | undefined> {
    return this.#find<Secret>('variable', id, options);
  }

  /** Resolves to `undefined` when no backend has it. @throws SecretsError the first failure */
  findConnection(id: string, options?: FindCallOptions): Promise<Connection | undefined> {
    return this.#find<Connection>('connection', id, options);
  }

  /** Resolves to `undefined` when no backend has it. @throws SecretsError the first failure */
  findConfig(id: string, options?: FindCallOptions): Promise<Secret | undefined> {
    return this.#find<Secret>('config', id, options);
  }

  /**
   * Asks the chain and tells which backends were or would be asked, under which names, and what each said; never a
   * value. A failure of a backend is part of the explanation.
   *
   * @throws SecretsError `INVALID_REFERENCE`, `CLOSED`, or `ABORTED` and `TIMEOUT` of this call
   */
  async explain(
    ref: SecretRef | string,
    options: Pick<FindCallOptions, 'signal' | 'timeoutMs'> = {},
  ): Promise<Explanation> {
    const checked = typeof ref === 'string' ? parseSecretRef(ref) : checkSecretRef(ref);
    return explanationOf(checked, await this.#resolve(checked, options));
  }

  /** Calls back with each answer before its caller has it; what it returns ends that. A redactor learns values so. */
  observe(observer: AnswerObserver): () => void {
    this.#observers.add(observer);
    return () => {
      this.#observers.delete(observer);
    };
  }

  /** Releases every socket and timer. Waits that are under way, and later calls, end with `CLOSED`. */
  close(): Promise<void> {
    this.#closing.abort();
    return (this.#closed ??= this.#chain.close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #get<T extends Answer>(kind: SecretKind, id: string, options: FindCallOptions = {}): Promise<T> {
    const ref = reference(kind, id, options);
    const { error, answer, steps } = await this.#resolve(ref, options);
    if (error !== undefined) throw error;
    if (answer === undefined) throw notFound(ref, steps);
    return this.#handOut(answer) as T;
  }

  async #find<T extends Answer>(
    kind: SecretKind,
    id: string,
    options: FindCallOptions = {},
  ): Promise<T | undefined> {
    const { error, answer } = await this.#resolve(reference(kind, id, options), options);
    if (error !== undefined) throw error;
    return (answer === undefined ? undefined : this.#handOut(answer)) as T | undefined;
  }

  #handOut(answer: Answer): Answer {
    for (const observer of this.#observers) observer(answer);
    return answer;
  }

  #resolve(ref: SecretRef, options: FindCallOptions): Promise<Resolution> {
    return traced(ref, () => this.#withinCall(ref, options));
  }

  async #withinCall(ref: SecretRef, options: FindCallOptions): Promise<Resolution> {
    if (this.#closing.signal.aborted) throw closed();
    const signals = [this.#closing.signal, options.signal].filter((signal) => signal !== undefined);
    const call = {
      ms: options.timeoutMs,
      signals,
      subject: 'The call',
      clock: this.#clock,
    };
    try {
      return await withDeadline(call, (signal) => this.#chain.resolve(ref, { signal }));
    } catch (error) {
      if (this.#closing.signal.aborted) throw closed();
      throw SecretsError.is(error) ? error.with({ ref }) : error;
    }
  }
}

function reference(kind: SecretKind, id: string, { version, team }: FindCallOptions): SecretRef {
  return checkSecretRef({
    kind,
    id,
    ...(version === undefined ? {} : { version }),
    ...(team === undefined ? {} : { team }),
  });
}

function closed(): SecretsError {
  return new SecretsError('CLOSED', 'These secrets were closed.', {
    hint: 'Create new ones, or close later.',
  });
}
