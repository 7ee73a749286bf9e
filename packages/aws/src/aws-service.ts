import type { SecretsError } from '@chatelaine/core';
import { callError, Lifetime } from '@chatelaine/core/provider';
import type { AwsConnection } from './aws-connection.js';
import { type AwsFailure, factsOf } from './aws-failure.js';
import { COMMON, isCredentialFailure, meaningOf } from './error-codes.js';
import type { Meanings } from './meanings.js';

/** One call of a service. */
export interface AwsCall<Client, T> {
  /** What is done to what, for messages: `the read of "x"`. */
  readonly subject: string;
  readonly signal: AbortSignal;
  send(client: Client, options: { readonly abortSignal: AbortSignal }): Promise<T>;
  /** Whether a failure says no more than that nothing is there. @default never */
  isMissing?(failure: AwsFailure): boolean;
}

/** Calls one service of AWS for one backend, and gives every failure in our words. */
export class AwsService<Client> {
  readonly backend: string;
  readonly #connection: AwsConnection<Client>;
  readonly #meanings: Meanings;
  readonly #lifetime: Lifetime;

  constructor(backend: string, connection: AwsConnection<Client>, meanings: Meanings) {
    this.backend = backend;
    this.#connection = connection;
    this.#meanings = meanings;
    this.#lifetime = new Lifetime(backend);
  }

  /**
   * Resolves to the answer, or to `undefined` where the call says that a failure means nothing is there. A credential
   * that AWS refuses is renewed once and the call repeated once.
   *
   * @throws SecretsError
   */
  call<T>(call: AwsCall<Client, T>): Promise<T | undefined> {
    return this.#lifetime.run(call.signal, (inside) => this.#attempt(call, inside));
  }

  /** A failure of the service in our words. */
  errorOf(failure: AwsFailure, subject: string): SecretsError {
    const code = failure.networkCode ?? failure.code;
    const names = [...Object.keys(COMMON), ...Object.keys(this.#meanings)];
    const meant = meaningOf(failure, this.#meanings);
    return callError({ backend: this.backend, subject }, meant, { ...failure, code }, { names });
  }

  close(): void {
    this.#connection.close();
    this.#lifetime.close();
  }

  async #attempt<T>(call: AwsCall<Client, T>, abortSignal: AbortSignal): Promise<T | undefined> {
    const client = await this.#connection.open();
    const used = this.#connection.login;
    let answer = await outcomeOf(call.send(client, { abortSignal }));
    if ('failure' in answer && (await this.#renewed(answer.failure, used)))
      answer = await outcomeOf(call.send(client, { abortSignal }));
    if (!('failure' in answer)) return answer.value;
    if (call.isMissing?.(answer.failure) === true) return undefined;
    throw this.errorOf(answer.failure, call.subject);
  }

  async #renewed(failure: AwsFailure, used: AwsConnection<Client>['login']): Promise<boolean> {
    return isCredentialFailure(failure, this.#meanings) && this.#connection.renew(used);
  }
}

async function outcomeOf<T>(work: Promise<T>): Promise<{ value: T } | { failure: AwsFailure }> {
  try {
    return { value: await work };
  } catch (error) {
    return { failure: factsOf(error) };
  }
}
