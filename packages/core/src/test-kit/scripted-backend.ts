import type { BackendSupport, FindOptions, FoundSecret, SecretsBackend } from '../backend.js';
import type { SecretRef } from '../secret-ref.js';

type Answer = string | Error | undefined;

/** A backend whose answers a test sets, may hold back, and counts. */
export class ScriptedBackend implements SecretsBackend {
  readonly name: string;
  readonly supports: BackendSupport;
  /** What every reference is answered with; a text is a value. */
  answer: Answer;
  /** Each question, in order. */
  readonly asked: { readonly ref: SecretRef; readonly background: boolean }[] = [];
  /** How many questions are being answered now, and were at most. */
  running = 0;
  most = 0;
  #held: (() => void)[] | undefined;

  constructor(name: string, answer: Answer, supports: BackendSupport = { versions: true, teams: true }) {
    this.name = name;
    this.answer = answer;
    this.supports = supports;
  }

  async find(ref: SecretRef, { signal, background = false }: FindOptions): Promise<FoundSecret | undefined> {
    this.asked.push({ ref, background });
    this.running += 1;
    this.most = Math.max(this.most, this.running);
    try {
      const answer = this.answer;
      if (this.#held !== undefined) await this.#release(signal);
      if (answer instanceof Error) throw answer;
      return answer === undefined ? undefined : { value: answer, name: ref.id };
    } finally {
      this.running -= 1;
    }
  }

  /** Holds answers back from now on; the result lets those that wait go. What was set when they were asked is the answer. */
  hold(): () => void {
    const held: (() => void)[] = [];
    this.#held = held;
    return () => {
      if (this.#held === held) this.#held = undefined;
      for (const release of held) release();
    };
  }

  #release(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#held?.push(resolve);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }
}
