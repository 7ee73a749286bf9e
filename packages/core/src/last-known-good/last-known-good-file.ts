import { resolve } from 'node:path';
import type { Clock } from '../clock.js';
import { systemClock } from '../clock.js';
import { SecretsError } from '../errors.js';
import type { KnownValue, LastKnownGood } from '../last-known-good.js';
import { safeCause } from '../safe-cause.js';
import type { SecretRef } from '../secret-ref.js';
import { KnownValues } from './known-values.js';
import type { LastKnownGoodFileOptions } from './last-known-good-file-options.js';
import { checkFileOptions } from './last-known-good-file-options.js';
import { ProblemReport } from './problem-report.js';
import { SealedFile } from './sealed-file.js';
import { WriteQueue } from './write-queue.js';

const DAY_MS = 86_400_000;

/** Keeps the last live answers in an encrypted file, so that the next process can start while their backend is down. */
export class LastKnownGoodFile implements LastKnownGood {
  readonly maxAgeMs: number;
  readonly path: string;
  readonly #context: string;
  readonly #clock: Clock;
  readonly #file: SealedFile;
  readonly #report: ProblemReport;
  readonly #values = new KnownValues();
  readonly #writes: WriteQueue;
  #configuration: string | undefined;
  #loading: Promise<void> | undefined;
  /** Why what is at the path was not loaded. */
  #problem: SecretsError | undefined;
  /** Why the last write failed. */
  #writeProblem: SecretsError | undefined;
  /** What the last write left out. */
  #shortage: SecretsError | undefined;
  #isClosed = false;

  /** @throws SecretsError `INVALID_CONFIG` naming the option */
  constructor(options: LastKnownGoodFileOptions) {
    const keys = checkFileOptions(options);
    const { maxAgeMs = DAY_MS, context = '', writeAfterMs = 1_000, clock = systemClock } = options;
    const { env = process.env, random, onProblem } = options;
    this.maxAgeMs = maxAgeMs;
    this.path = resolve(options.path);
    this.#context = context;
    this.#clock = clock;
    this.#file = new SealedFile({ path: this.path, keys, env, clock, random });
    this.#report = new ProblemReport(onProblem);
    this.#writes = new WriteQueue({ clock, afterMs: writeAfterMs, write: () => this.#write() });
  }

  /** Why it is not loaded, not written, or not written in full. */
  get problem(): SecretsError | undefined {
    return this.#problem ?? this.#writeProblem ?? this.#shortage;
  }

  /** @throws SecretsError `INVALID_CONFIG` when it is bound already */
  bindTo(configuration: string): void {
    if (this.#configuration !== undefined) {
      throw new SecretsError('INVALID_CONFIG', `The last known good file ${this.path} is in use already.`, {
        hint: 'Make one, with a path of its own, for each "createSecrets".',
      });
    }
    this.#configuration = configuration;
  }

  /**
   * Reads the key, unless a function gives it, and looks at the folder and at what is at the path. Nothing is written.
   *
   * @throws SecretsError `INVALID_CONFIG`, with the option in `field`, for what cannot work until somebody puts it right
   */
  async check(): Promise<void> {
    try {
      await this.#file.check();
    } catch (error) {
      throw SecretsError.is(error) ? error : unexplained(this.path, error);
    }
  }

  /** @throws SecretsError that says why the file cannot be used, or could not be written */
  async recall(ref: SecretRef): Promise<KnownValue | undefined> {
    // Somebody may have put the file right in the meantime.
    if (this.#problem !== undefined) this.#loading = undefined;
    await this.#load();
    const value = this.#values.recall(ref);
    const problem = this.#problem ?? this.#writeProblem;
    if (value === undefined && problem !== undefined) throw problem;
    return value;
  }

  remember(ref: SecretRef, value: KnownValue): void {
    void this.#change(() => {
      this.#values.remember(ref, value);
      return true;
    });
  }

  forget(ref: SecretRef, backend?: string): void {
    void this.#change(() => this.#values.forget(ref, backend));
  }

  /** Writes what is not written yet. A failure of that is told to `onProblem`. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#loading;
    await this.#writes.flush();
    this.#values.clear();
  }

  async #change(change: () => boolean): Promise<void> {
    if (this.#isClosed) return;
    await this.#load();
    if (change()) this.#writes.changed();
  }

  /** Never rejects: what is wrong is told, and the process goes on without. */
  #load(): Promise<void> {
    return (this.#loading ??= this.#tryToLoad());
  }

  async #tryToLoad(): Promise<void> {
    this.#problem = undefined;
    try {
      this.#values.load(await this.#file.read(this.#boundTo()));
    } catch (error) {
      this.#problem = this.#told(error);
    }
  }

  /** Whether it was written. */
  async #write(): Promise<boolean> {
    try {
      await this.#makeWay();
      const entries = this.#values.newest(this.#clock.now() - this.maxAgeMs);
      const left = await this.#file.write(entries, this.#boundTo());
      this.#problem = undefined;
      this.#writeProblem = undefined;
      this.#values.loaded();
      this.#shortage = left > 0 ? tooMany(this.path, left) : undefined;
      if (this.#shortage === undefined) this.#report.clear();
      else this.#report.tell(this.#shortage);
      return true;
    } catch (error) {
      this.#writeProblem = this.#told(error);
      return false;
    }
  }

  /** What is no file of ours is never replaced; what could not be read before may be one by now. */
  async #makeWay(): Promise<void> {
    if (this.#problem === undefined || this.#problem.code === 'INVALID_VALUE') return;
    this.#loading = this.#tryToLoad();
    await this.#loading;
    const problem = this.#problem as SecretsError | undefined;
    if (problem !== undefined && problem.code !== 'INVALID_VALUE') throw problem;
  }

  #boundTo(): string {
    return JSON.stringify([this.#configuration ?? '', this.#context]);
  }

  #told(error: unknown): SecretsError {
    const problem = SecretsError.is(error) ? error : unexplained(this.path, error);
    this.#report.tell(problem);
    return problem;
  }
}

/**
 * An encrypted file for `createSecrets({ lastKnownGood })`. No I/O before the first read of a secret.
 *
 * @throws SecretsError `INVALID_CONFIG` naming the option
 */
export const lastKnownGoodFile = (options: LastKnownGoodFileOptions): LastKnownGoodFile =>
  new LastKnownGoodFile(options);

function tooMany(path: string, left: number): SecretsError {
  return new SecretsError(
    'INVALID_CONFIG',
    `The last known good file ${path} has room for 16 MiB, and ${left} older values were left out.`,
    { hint: 'Give a part of the references to secrets with a file of their own.' },
  );
}

function unexplained(path: string, error: unknown): SecretsError {
  return new SecretsError('INTERNAL', `The last known good file ${path} cannot be used.`, {
    cause: safeCause(error),
  });
}
