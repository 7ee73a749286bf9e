import type { JsonObject, SecretsError } from '@chatelaine/core';
import { callError, Lifetime, type Meaning } from '@chatelaine/core/provider';
import { KNOWN_CODES, meaningOf } from './error-codes.js';
import { type CallSubject, subjectOf } from './secret-action.js';
import type { ApiCall, ApiFailure } from './secret-manager-call.js';
import type { SecretManagerConnection } from './secret-manager-connection.js';

/** Calls Secret Manager for one project, and says every failure in our words. */
export class SecretManagerCaller {
  /** The backend's label, for messages. */
  readonly backend: string;
  readonly #connection: SecretManagerConnection;
  readonly #lifetime: Lifetime;

  constructor(backend: string, connection: SecretManagerConnection) {
    this.backend = backend;
    this.#connection = connection;
    this.#lifetime = new Lifetime(backend);
  }

  /**
   * Resolves to what Secret Manager answered, or to `undefined` when it has no such thing, or already has what was to be
   * made.
   *
   * @throws SecretsError
   */
  async call(subject: CallSubject, call: ApiCall, signal: AbortSignal): Promise<JsonObject | undefined> {
    const answer = await this.#lifetime.run(signal, (inside) => this.#connection.call(call, inside));
    if (answer.failure === undefined) return answer.json;
    if (answer.failure.word === 'ALREADY_EXISTS') return undefined;
    const meaning = meaningOf(answer.failure, subject.action);
    if (meaning === undefined) return undefined;
    throw this.error(subject, meaning, answer.failure);
  }

  /** What a failure is told as. */
  error(call: CallSubject, meaning: Meaning, failure?: ApiFailure): SecretsError {
    const subject = { backend: this.backend, subject: subjectOf(call) };
    if (failure === undefined) return callError(subject, meaning);
    const { reason, networkCode, word } = failure;
    return callError(
      subject,
      meaning,
      { ...failure, code: reason ?? networkCode ?? word },
      { codes: KNOWN_CODES },
    );
  }

  close(): void {
    this.#connection.close();
    this.#lifetime.close();
  }
}
