import type { Answer, ManyResult, SecretHandle, SecretRef, Secrets } from '@chatelaine/core';
import type { Question } from './answer-check.js';
import { AnswerCheck } from './answer-check.js';
import type { Core } from './core-under-test.js';
import { HandleWatch } from './handle-watch.js';
import { Ledger } from './ledger.js';
import { counted, observeChains } from './observed.js';
import type { Plan } from './plan.js';
import { drawPlan } from './plan.js';
import { Random } from './random.js';
import { RequestWatch } from './request-watch.js';
import { SimulatedStore } from './simulated-store.js';
import { keyOf } from './value.js';
import { Verdict } from './violation.js';
import { VirtualTime } from './virtual-time.js';

export interface AskOptions {
  readonly fresh?: boolean;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

interface Waiting {
  readonly what: string;
  readonly since: number;
  readonly mostMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Everything of one history: the stores, the time, the application, and those who watch. */
export class World {
  readonly core: Core;
  readonly random: Random;
  readonly plan: Plan;
  readonly time: VirtualTime = new VirtualTime();
  readonly verdict: Verdict = new Verdict();
  readonly stores: readonly SimulatedStore[];
  readonly watches: Map<string, RequestWatch> = new Map();
  readonly ledger: Ledger;
  readonly check: AnswerCheck;
  readonly secrets: Secrets;
  readonly refs: readonly SecretRef[];
  readonly handles: Set<HandleWatch> = new Set();
  /** What it prints of itself, when somebody wants to read it. */
  readonly lines: string[] | undefined;
  readonly #waiting = new Set<Waiting>();

  constructor(core: Core, seed: number, isTraced: boolean) {
    this.core = core;
    this.random = new Random(seed);
    this.plan = drawPlan(this.random);
    this.lines = isTraced ? [] : undefined;
    const { plan, time, verdict, random } = this;
    const trace = (line: () => string) => this.trace(line);
    const ofCore = new Random(~seed);
    const jitter = () => ofCore.next();
    this.ledger = new Ledger({ plan, time, verdict, trace });
    const { ledger, watches } = this;
    observeChains(core, ledger);
    this.stores = plan.stores.map((storePlan) => {
      const watch = new RequestWatch({ core, plan: storePlan, time, verdict, ledger, trace });
      watches.set(storePlan.name, watch);
      return new SimulatedStore({ core, plan: storePlan, time, random, watch });
    });
    const backends = this.stores.map((store, index) => {
      const { timeoutMs, concurrency, pace } = plan.stores[index] as Plan['stores'][number];
      const options = { timeoutMs, concurrency, clock: time, random: jitter, ...(pace && { pace }) };
      const watch = watches.get(store.name) as RequestWatch;
      return counted(core.guarded(store, options), watch);
    });
    this.check = new AnswerCheck({ core, plan, time, ledger, watches, verdict });
    this.secrets = core.createSecrets({
      backends,
      onError: plan.onError,
      cache: plan.cache && {
        ...plan.ages,
        ...(plan.maxEntries === undefined ? {} : { maxEntries: plan.maxEntries }),
      },
      clock: time,
      random: jitter,
    });
    this.refs = plan.ids.map((id, index) => ({ kind: index % 2 === 0 ? 'secret' : 'connection', id }));
  }

  /** How long one read of the whole chain may take. */
  get chainMs(): number {
    return this.plan.stores.reduce((sum, { timeoutMs }) => sum + timeoutMs, 0);
  }

  trace(line: () => string): void {
    this.lines?.push(`${String(this.time.elapsed).padStart(8)} ${line()}`);
  }

  /** Asks for one reference, and checks what comes. */
  ask(ref: SecretRef, options: AskOptions = {}): void {
    const { kind, id, ...parts } = ref;
    const find = this.random.chance(0.3);
    const word = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}` as 'Secret' | 'Connection';
    this.trace(() => `${find ? 'find' : 'get'} ${keyOf(ref)} ${describe(options)}`);
    const question = this.question(ref, options);
    const answering: Promise<Answer | undefined> = this.secrets[`${find ? 'find' : 'get'}${word}`](id, {
      ...parts,
      ...options,
    });
    this.wait(keyOf(ref), options, answering, {
      answered: (answer) => {
        this.trace(() => `answered ${keyOf(ref)}: ${this.#describeAnswer(answer)}`);
        if (answer === undefined) this.check.missing(question);
        else this.check.answered(question, answer);
      },
      failed: (error) => {
        this.trace(() => `failed ${keyOf(ref)}: ${(error as Error).message}`);
        this.check.failed(question, error);
      },
    });
  }

  askMany(refs: readonly SecretRef[], options: AskOptions = {}): void {
    this.trace(() => `getMany ${refs.map(keyOf).join(', ')} ${describe(options)}`);
    const questions = refs.map((ref) => ({ ...this.question(ref, options), isOneOfMany: true }));
    // Where a backend answers one reference a call, one begins when another has ended.
    const atATime = Math.min(...this.plan.stores.map(({ concurrency }) => concurrency));
    const asking = { ...options, rounds: Math.ceil(refs.length / atATime) };
    this.wait('getMany', asking, this.secrets.getMany(refs, options), {
      answered: (results) => this.#checkMany(questions, results),
      failed: (error) => {
        const isClosed = this.check.closed && this.core.SecretsError.is(error, 'CLOSED');
        this.verdict.expect(isClosed, 'error code', () => `getMany failed: ${(error as Error).message}`);
      },
    });
  }

  question(ref: SecretRef, { fresh = false, timeoutMs, signal }: AskOptions = {}): Question {
    return { ref, began: this.ledger.mark(), beganAt: this.time.now(), fresh, timeoutMs, signal };
  }

  /** Waits for something that must end in time. */
  wait<T>(
    what: string,
    { timeoutMs, signal, rounds = 1 }: AskOptions & { readonly rounds?: number },
    promise: Promise<T>,
    { answered, failed }: { answered: (value: T) => void; failed: (error: unknown) => void },
  ): void {
    // One read that is under way, and one that waits for it.
    const mostMs = timeoutMs ?? 2 * this.chainMs * rounds;
    const waiting = { what, since: this.time.elapsed, mostMs, signal };
    this.#waiting.add(waiting);
    promise.then(
      (value) => {
        this.#waiting.delete(waiting);
        answered(value);
      },
      (error: unknown) => {
        this.#waiting.delete(waiting);
        failed(error);
      },
    );
  }

  openHandle(ref: SecretRef, listener?: (handle: SecretHandle<Answer>) => void): HandleWatch {
    this.trace(() => `handle ${keyOf(ref)}`);
    const handle = new HandleWatch(this, ref, listener);
    this.handles.add(handle);
    return handle;
  }

  /** What must hold between two events. */
  observe(): void {
    const { elapsed } = this.time;
    for (const { what, since, mostMs, signal } of this.#waiting) {
      const isLate = elapsed > since + mostMs || signal?.aborted === true || this.check.closed;
      this.verdict.expect(!isLate, 'every call ends', () => `${what} waits for ${elapsed - since} ms`);
    }
    for (const handle of this.handles) handle.observe();
  }

  #checkMany(questions: readonly Question[], results: readonly ManyResult[]): void {
    this.verdict.expect(
      questions.length === results.length &&
        questions.every(({ ref }, index) => keyOf(ref) === keyOf((results[index] as ManyResult).ref)),
      'as many answers',
      () => `${results.length} for ${questions.length}`,
    );
    for (const [index, question] of questions.entries()) {
      const result = results[index] as ManyResult;
      this.trace(
        () =>
          `got ${keyOf(question.ref)}: ${result.outcome === 'found' ? this.#describeAnswer(result.answer) : result.error.message}`,
      );
      if (result.outcome === 'found') this.check.answered(question, result.answer);
      else this.check.failed(question, result.error);
    }
  }

  #describeAnswer(answer: Answer | undefined): string {
    if (answer === undefined) return 'nothing';
    const { backend, version, stale } = answer.origin;
    return `version ${version} of ${backend}${stale ? ', stale' : ''}`;
  }
}

function describe({ fresh, timeoutMs, signal }: AskOptions): string {
  return [fresh && 'fresh', timeoutMs && `within ${timeoutMs} ms`, signal && 'to be aborted']
    .filter(Boolean)
    .join(', ');
}
