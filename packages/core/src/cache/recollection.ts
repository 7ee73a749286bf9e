import type { ChainStep } from '../chain-step.js';
import type { Clock } from '../clock.js';
import { withDeadline } from '../deadline.js';
import { HEALING_CODES, SecretsError } from '../errors.js';
import type { LastKnownGoodHealth } from '../health/backend-health.js';
import { knownValueOf } from '../known-value.js';
import type { KnownValue, LastKnownGood } from '../last-known-good.js';
import type { Answer } from '../read-answer.js';
import { readAnswer } from '../read-answer.js';
import type { Resolution } from '../resolution.js';
import type { SecretRef } from '../secret-ref.js';
import { refuses } from './refuses.js';

/** What is left of an earlier process, or, in a sentence, why that cannot be served. */
export type Recalled =
  | { readonly answer: Answer; readonly bytes: number; readonly usableUntil: number }
  | { readonly problem: string };

export interface RecollectionParts {
  readonly lastKnownGood: LastKnownGood;
  readonly reading: 'airflow' | 'strict';
  readonly clock: Clock;
}

/** How long a caller waits for what is remembered, after its backend has failed, in milliseconds. */
const RECALL_MS = 5_000;
const CLOSE_MS = 5_000;

/** Decides what of live answers outlives the process, and what of an earlier one may be served. */
export class Recollection {
  readonly #parts: RecollectionParts;

  constructor(parts: RecollectionParts) {
    this.#parts = parts;
  }

  get health(): LastKnownGoodHealth {
    const { problem } = this.#parts.lastKnownGood;
    return problem === undefined ? { state: 'healthy' } : { state: 'degraded', problem };
  }

  /** Takes over how a live read ended; what is not kept in memory is not kept beyond the process either. */
  learn(ref: SecretRef, resolution: Resolution, isKept: boolean): void {
    const { lastKnownGood } = this.#parts;
    const { answer, error, steps, isLocal, leaseEndsAt } = resolution;
    for (const step of steps) if (refuses(step)) lastKnownGood.forget(ref, step.backend);
    if (error !== undefined || steps.some(({ outcome }) => outcome === 'failed')) return;
    if (answer !== undefined && isKept && isLocal !== true && leaseEndsAt === undefined)
      lastKnownGood.remember(ref, knownValueOf(answer));
    else lastKnownGood.forget(ref);
  }

  /** What can be served of a reference for which these steps gave no answer. */
  async recall(ref: SecretRef, steps: readonly ChainStep[]): Promise<Recalled> {
    try {
      const known = await this.#known(ref);
      return known === undefined
        ? { problem: 'No last known good value of it is kept.' }
        : this.#served(ref, known, steps);
    } catch (error) {
      if (SecretsError.is(error)) return { problem: error.message };
      return { problem: 'Its last known good value could not be read, for a reason that is not shown.' };
    }
  }

  async close(): Promise<void> {
    const { lastKnownGood, clock } = this.#parts;
    const subject = 'The last known good values';
    await withDeadline({ ms: CLOSE_MS, subject, clock }, () => lastKnownGood.close());
  }

  #known(ref: SecretRef): Promise<KnownValue | undefined> {
    const { lastKnownGood, clock } = this.#parts;
    const subject = 'The last known good values';
    return withDeadline({ ms: RECALL_MS, subject, clock }, () => lastKnownGood.recall(ref));
  }

  #served(ref: SecretRef, known: KnownValue, steps: readonly ChainStep[]): Recalled {
    const { lastKnownGood, clock, reading } = this.#parts;
    const { backend, fetchedAt, value } = known;
    if (!steps.some((step) => step.backend === backend && hasHealingFailure(step)))
      return { problem: `Its last known good value is of ${backend}, and served only while that is down.` };
    const now = clock.now();
    const usableUntil = fetchedAt + lastKnownGood.maxAgeMs;
    if (now < fetchedAt) return { problem: 'Its last known good value is from the future.' };
    if (now >= usableUntil)
      return { problem: `Its last known good value is too old, of ${new Date(fetchedAt).toISOString()}.` };
    const answer = readAnswer(ref, known, { backend, fetchedAt, reading });
    if (answer === undefined) return { problem: 'Its last known good value is empty.' };
    const bytes = typeof value === 'string' ? value.length * 2 : value.byteLength;
    return { answer, bytes, usableUntil };
  }
}

function hasHealingFailure({ error }: ChainStep): boolean {
  return error !== undefined && HEALING_CODES.has(error.code);
}
