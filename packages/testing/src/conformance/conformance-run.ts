import { withDeadline } from '@chatelaine/core';
import type { BackendHarness } from './backend-harness.js';
import { type ConformanceCase, NotTested } from './conformance-case.js';
import type { ConformanceReport, FailedCase, UntestedCase } from './conformance-report.js';
import { Subject } from './subject.js';
import { TOPICS } from './topics.js';

/** A case of a run, ready to be tried. */
export interface RunnableCase {
  readonly topic: string;
  readonly sentence: string;
  readonly work: ConformanceCase;
}

/** One run of the suite over a harness, which keeps account of what came of each case. */
export class ConformanceRun {
  readonly cases: readonly RunnableCase[];
  readonly #harness: BackendHarness;
  readonly #subject: Subject;
  readonly #passed: string[] = [];
  readonly #failed: FailedCase[] = [];
  readonly #notTested: UntestedCase[] = [];
  readonly #rejections: unknown[] = [];
  #isStarted = false;

  constructor(harness: BackendHarness) {
    this.#harness = harness;
    this.#subject = new Subject(harness);
    this.cases = [
      ...TOPICS.filter(({ applies }) => applies?.(harness) ?? true).flatMap(({ name, cases }) =>
        Object.entries(cases).map(([sentence, work]) => ({ topic: name, sentence, work })),
      ),
      {
        topic: 'A run',
        sentence: 'leaves no rejection that nobody handles',
        work: () => this.#expectNoRejections(),
      },
    ];
  }

  get report(): ConformanceReport {
    return {
      provider: this.#harness.provider,
      testedAgainst: this.#harness.testedAgainst,
      capabilities: this.#harness.capabilities,
      passed: this.#passed,
      failed: this.#failed,
      notTested: this.#notTested,
    };
  }

  async start(context: { skip(): void }): Promise<void> {
    process.on('unhandledRejection', this.#note);
    await this.#harness.start(context);
    this.#isStarted = true;
  }

  /** Tries a case, for so many milliseconds at most; resolves to the reason when it could not be tried. */
  async try({ topic, sentence, work }: RunnableCase, ms?: number): Promise<string | undefined> {
    const name = `${topic} ${sentence}`;
    try {
      await withDeadline({ ms, subject: name, option: 'caseMs' }, () => work(this.#subject));
      this.#passed.push(name);
      return undefined;
    } catch (error) {
      if (!(error instanceof NotTested)) {
        this.#failed.push({ name, error });
        throw error;
      }
      this.#notTested.push({ name, reason: error.reason });
      return error.reason;
    }
  }

  /** Counts a case as not tested. */
  leaveOut({ topic, sentence }: RunnableCase): void {
    this.#notTested.push({ name: `${topic} ${sentence}`, reason: 'it was left out of this run' });
  }

  async stop(): Promise<void> {
    process.off('unhandledRejection', this.#note);
    // What was skipped for want of a server has nothing to stop.
    if (!this.#isStarted) return;
    try {
      await this.#subject.release();
    } catch (error) {
      this.#failed.push({ name: 'A run closes what it opened, a second time without harm', error });
      throw error;
    } finally {
      await this.#harness.stop();
    }
  }

  readonly #note = (reason: unknown): void => {
    this.#rejections.push(reason);
  };

  async #expectNoRejections(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#rejections.length > 0)
      throw new Error(`${this.#rejections.length} promises were rejected, and nobody handled it`);
  }
}
