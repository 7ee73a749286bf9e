import { networkCodeOf } from '@chatelaine/core';
import { AnswerTooLong, isJsonObject, parseJsonObject, textIn } from '@chatelaine/core/provider';
import { boundedFetch, type Fetch } from './bounded-fetch.js';

/** What is asked for a token. */
export type LoginStep = 'token' | 'metadata' | 'impersonation';

/** What was seen of the last request of a log-in; of what was answered, nothing but words of our tables is used. */
export class LoginWatch {
  step: LoginStep = 'token';
  status: number | undefined;
  networkCode: string | undefined;
  /** The answer was not JSON, not whole, or without an end. */
  unreadable = false;
  /** OAuth's word for what is wrong. */
  error: string | undefined;
  readonly #fetch: Fetch;
  readonly #signal: AbortSignal;

  constructor(fetch: Fetch, signal: AbortSignal) {
    this.#fetch = boundedFetch(fetch);
    this.#signal = signal;
  }

  /** A `fetch` that takes notes, and ends with the log-in. */
  readonly fetch: Fetch = async (url, init = {}) => {
    this.status = undefined;
    this.networkCode = undefined;
    this.error = undefined;
    this.unreadable = false;
    try {
      const signals = [this.#signal, ...(init.signal ? [init.signal] : [])];
      const answer = await this.#fetch(url, { ...init, signal: AbortSignal.any(signals) });
      this.status = answer.status;
      await this.#note(answer.clone());
      return answer;
    } catch (error) {
      this.networkCode = networkCodeOf(error);
      this.unreadable = error instanceof AnswerTooLong;
      throw error;
    }
  };

  async #note(answer: Response): Promise<void> {
    const body = parseJsonObject(await answer.text());
    if (body === undefined) {
      this.unreadable = true;
      return;
    }
    const { error } = body;
    this.error = isJsonObject(error) ? textIn(error, 'status') : textIn(body, 'error');
  }
}
