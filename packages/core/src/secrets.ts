import type { Snapshots } from './cache/snapshots.js';
import { callOptions } from './call-options.js';
import { checkFunction } from './check-parts.js';
import type { Clock } from './clock.js';
import type { Connection } from './connection.js';
import { SecretsError } from './errors.js';
import type { Explanation } from './explanation.js';
import { explanationOf } from './explanation.js';
import { SecretHandle } from './handle/secret-handle.js';
import type { SecretsHealth } from './health/backend-health.js';
import type { SecretsStats } from './health/secrets-stats.js';
import type { ManyResult } from './many-results.js';
import { manyResult, missingError } from './many-results.js';
import { notFound } from './not-found.js';
import type { Answer } from './read-answer.js';
import type { ReadOptions, Reads } from './reads.js';
import type { Resolution } from './resolution.js';
import type { Secret } from './secret.js';
import type { SecretKind, SecretRef } from './secret-ref.js';
import { checkSecretRef, detachedRef, parseSecretRef } from './secret-ref.js';

/** Sees an answer that is handed out. */
export type AnswerObserver = (answer: Answer) => void;

export interface FindCallOptions extends ReadOptions {
  /** A version as the store names it. @default the newest */
  readonly version?: string;
  readonly team?: string;
}

interface SecretsInner {
  readonly reads: Reads;
  readonly clock: Clock;
  readonly notFoundHint: string | undefined;
}

/** The object an application holds: asks the chain, explains, and closes what was opened. */
export class Secrets implements AsyncDisposable {
  readonly #reads: Reads;
  readonly #snapshot: Snapshots;
  readonly #clock: Clock;
  readonly #notFoundHint: string | undefined;
  readonly #handles = new Set<SecretHandle<Answer>>();
  readonly #observers = new Set<AnswerObserver>();
  #closed: Promise<void> | undefined;

  /** @internal `createSecrets` and `loadSecrets` make it. */
  constructor({ reads, clock, notFoundHint }: SecretsInner) {
    this.#reads = reads;
    this.#snapshot = reads.snapshot;
    this.#clock = clock;
    this.#notFoundHint = notFoundHint;
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
   * Reads many references at once, in one batch where a backend can: one result for each, in their order, found, missing
   * or failed. One that fails does not touch the others.
   *
   * @throws SecretsError `INVALID_REFERENCE` for one that cannot be right and for no list, `CLOSED`
   */
  async getMany(
    refs: readonly (SecretRef | string)[],
    options?: ReadOptions,
  ): Promise<readonly ManyResult[]> {
    const checked = checkedRefs(refs);
    const resolutions = await this.#reads.readMany(checked, callOptions.many(options));
    this.#reads.checkOpen();
    return resolutions.map((resolution, index) => {
      if (resolution.answer !== undefined) this.#handOut(resolution.answer);
      return manyResult(checked[index] as SecretRef, resolution, this.#notFoundHint);
    });
  }

  /**
   * Reads references now, so that later reads are served from memory, and fails when not all are there.
   *
   * @throws SecretsError one that lists everything that is missing or failed
   */
  async preload(refs: readonly (SecretRef | string)[], options?: ReadOptions): Promise<void> {
    const error = missingError(await this.getMany(refs, options));
    if (error !== undefined) throw error;
  }

  /**
   * Asks the chain and tells which backends were or would be asked, under which names, and what each said; never a
   * value. A failure of a backend is part of the explanation.
   *
   * @throws SecretsError `INVALID_REFERENCE`, `CLOSED`, or `ABORTED` and `TIMEOUT` of this call
   */
  async explain(
    ref: SecretRef | string,
    options?: Pick<FindCallOptions, 'signal' | 'timeoutMs'>,
  ): Promise<Explanation> {
    const checked = checkedRef(ref);
    const cached = this.#reads.stateOf(checked);
    return explanationOf(checked, await this.#reads.readLive(checked, callOptions.explain(options)), cached);
  }

  /** The kept answer without waiting, or `undefined` when none is fresh enough: a synchronous read after a first `get`. */
  snapshot(ref: SecretRef | string): Answer | undefined {
    const answer = this.#snapshot(ref ?? checkSecretRef(ref));
    if (answer !== undefined) return this.#handOut(answer);
    // What is kept was checked before it was read.
    checkedRef(ref);
    return undefined;
  }

  /** Forgets what is kept of a reference, so that the next `get` asks for it. */
  invalidate(ref: SecretRef | string): void {
    this.#reads.invalidate(checkedRef(ref));
  }

  /**
   * A handle on one secret: its newest value at hand without waiting, refreshed in the background, with a way to use it
   * that reads it anew when it is refused. Close it, or the secrets, to end that.
   *
   * @throws SecretsError `INVALID_REFERENCE`, `CLOSED`
   */
  handle(ref: `connection/${string}`): SecretHandle<Connection>;
  handle(ref: `${'variable' | 'config' | 'secret'}/${string}`): SecretHandle<Secret>;
  handle(ref: SecretRef | string): SecretHandle<Answer>;
  handle(ref: SecretRef | string): unknown {
    const checked = detachedRef(checkedRef(ref));
    this.#reads.checkOpen();
    const { kind, id, ...parts } = checked;
    const handle: SecretHandle<Answer> = new SecretHandle<Answer>({
      ref: checked,
      reads: this.#reads,
      clock: this.#clock,
      get: (options) => this.#get(kind, id, { ...parts, ...options }),
      handOut: (answer) => this.#handOut(answer),
      onClose: () => this.#handles.delete(handle),
    });
    this.#handles.add(handle);
    return handle;
  }

  /** What these secrets did since they were made, in numbers. No I/O. */
  stats(): SecretsStats {
    return this.#reads.stats;
  }

  /** How the backends are, as the requests show that they get anyway: asking for it asks no backend. */
  health(): SecretsHealth {
    return this.#reads.health;
  }

  /** Calls back with each answer before its caller has it; what it returns ends that. A redactor learns values so. */
  observe(observer: AnswerObserver): () => void {
    checkFunction(observer, 'The observer of answers');
    this.#observers.add(observer);
    return () => {
      this.#observers.delete(observer);
    };
  }

  /** Releases every socket and timer. Waits that are under way, and later calls, end with `CLOSED`. */
  close(): Promise<void> {
    for (const handle of [...this.#handles]) handle.close();
    return (this.#closed ??= this.#reads.close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #get<T extends Answer>(kind: SecretKind, id: string, options?: FindCallOptions): Promise<T> {
    const kept = this.#reads.kept(kind, id, options);
    if (kept?.answer !== undefined) return this.#handOut(kept.answer) as T;
    const ref = reference(kind, id, options);
    const { answer, steps } = kept ?? (await this.#answered(ref, options));
    this.#reads.checkOpen();
    if (answer === undefined) throw notFound(ref, steps, this.#notFoundHint);
    return this.#handOut(answer) as T;
  }

  async #find<T extends Answer>(
    kind: SecretKind,
    id: string,
    options?: FindCallOptions,
  ): Promise<T | undefined> {
    const kept = this.#reads.kept(kind, id, options);
    const { answer } = kept ?? (await this.#answered(reference(kind, id, options), options));
    this.#reads.checkOpen();
    return answer === undefined ? undefined : (this.#handOut(answer) as T);
  }

  async #answered(ref: SecretRef, options?: FindCallOptions): Promise<Resolution> {
    const resolution = await this.#reads.read(ref, callOptions.one(options));
    if (resolution.error !== undefined) throw resolution.error;
    return resolution;
  }

  #handOut(answer: Answer): Answer {
    if (this.#observers.size > 0) for (const observer of this.#observers) observer(answer);
    return answer;
  }
}

function checkedRef(ref: SecretRef | string): SecretRef {
  return typeof ref === 'string' ? parseSecretRef(ref) : checkSecretRef(ref);
}

/** One of a list that cannot be right says which it is. */
function placedRef(ref: SecretRef | string, index: number): SecretRef {
  try {
    return checkedRef(ref);
  } catch (error) {
    if (!SecretsError.is(error, 'INVALID_REFERENCE')) throw error;
    throw error.with({ problem: `references[${index}]: ${error.problem}` });
  }
}

function checkedRefs(refs: readonly (SecretRef | string)[]): readonly SecretRef[] {
  if (Array.isArray(refs)) return refs.map(placedRef);
  throw new SecretsError('INVALID_REFERENCE', 'The references are no list.', {
    hint: 'Pass one, even of a single reference: ["variable/hello"].',
  });
}

function reference(kind: SecretKind, id: string, options?: FindCallOptions | null): SecretRef {
  const { version, team } = options ?? {};
  return checkSecretRef({
    kind,
    id,
    ...(version === undefined ? {} : { version }),
    ...(team === undefined ? {} : { team }),
  });
}
