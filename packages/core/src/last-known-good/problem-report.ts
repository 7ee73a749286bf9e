import type { SecretsError } from '../errors.js';

/** Tells problems to whoever wants to know, each once until it is over. */
export class ProblemReport {
  readonly #onProblem: ((error: SecretsError) => void) | undefined;
  #told: string | undefined;

  constructor(onProblem: ((error: SecretsError) => void) | undefined) {
    this.#onProblem = onProblem;
  }

  tell(problem: SecretsError): void {
    if (problem.message === this.#told) return;
    this.#told = problem.message;
    // What it throws is nobody's business here.
    queueMicrotask(() => this.#onProblem?.(problem));
  }

  /** All is well again. */
  clear(): void {
    this.#told = undefined;
  }
}
