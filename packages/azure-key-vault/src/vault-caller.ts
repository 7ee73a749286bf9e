import type { SecretClient } from '@azure/keyvault-secrets';
import type { SecretsError } from '@chatelaine/core';
import { callError, Lifetime } from '@chatelaine/core/provider';
import { isMissing, KNOWN_CODES, meaningOf } from './error-codes.js';
import { subjectOf, type VaultCall } from './vault-action.js';
import type { VaultConnection } from './vault-connection.js';
import { failureOf, type RawAnswer, type VaultFailure } from './vault-failure.js';

/** The part of the SDK's client that is used. */
export type VaultClient = Pick<
  SecretClient,
  | 'getSecret'
  | 'listPropertiesOfSecrets'
  | 'listPropertiesOfSecretVersions'
  | 'setSecret'
  | 'beginDeleteSecret'
  | 'beginRecoverDeletedSecret'
  | 'purgeDeletedSecret'
>;

/** What each method of the client is called with, beside its own arguments. */
export interface VaultCallOptions {
  readonly abortSignal: AbortSignal;
  readonly onResponse: (response: object) => void;
}

const KNOWN_WORDS = { names: ['RestError'], codes: KNOWN_CODES };

type Work<T> = (client: VaultClient, options: VaultCallOptions) => Promise<T>;
type Outcome<T> = { readonly value: T } | { readonly failure: VaultFailure };

/** Calls the client of one vault, and says every failure in our words. */
export class VaultCaller {
  /** The backend's label, for messages. */
  readonly backend: string;
  readonly #connection: VaultConnection;
  readonly #lifetime: Lifetime;

  constructor(backend: string, connection: VaultConnection) {
    this.backend = backend;
    this.#connection = connection;
    this.#lifetime = new Lifetime(backend);
  }

  /**
   * Resolves to what the vault answered. When it refuses the token, the log-in is renewed once and the call repeated once.
   *
   * @throws SecretsError
   */
  async call<T>(call: VaultCall, signal: AbortSignal, work: Work<T>): Promise<T> {
    const outcome = await this.#outcomeOf(signal, work);
    if ('value' in outcome) return outcome.value;
    throw this.#errorOf(outcome.failure, call);
  }

  /** The same, but `undefined` when the vault has no such secret. */
  async callIfThere<T>(call: VaultCall, signal: AbortSignal, work: Work<T>): Promise<T | undefined> {
    const outcome = await this.#outcomeOf(signal, work);
    if ('value' in outcome) return outcome.value;
    if (isMissing(outcome.failure, call)) return undefined;
    throw this.#errorOf(outcome.failure, call);
  }

  close(): void {
    this.#connection.close();
    this.#lifetime.close();
  }

  #outcomeOf<T>(signal: AbortSignal, work: Work<T>): Promise<Outcome<T>> {
    return this.#lifetime.run(signal, async (inside) => {
      const client = await this.#connection.open();
      const outcome = await attempt(client, inside, work);
      if (!isRefused(outcome) || !(await this.#connection.renew(outcome.failure.token))) return outcome;
      return attempt(client, inside, work);
    });
  }

  #errorOf(failure: VaultFailure, call: VaultCall): SecretsError {
    const code = failure.innerCode ?? failure.networkCode ?? failure.code;
    const subject = { backend: this.backend, subject: subjectOf(call) };
    return callError(subject, meaningOf(failure, call), { ...failure, code }, KNOWN_WORDS);
  }
}

async function attempt<T>(client: VaultClient, abortSignal: AbortSignal, work: Work<T>): Promise<Outcome<T>> {
  let raw: RawAnswer | undefined;
  const onResponse = (response: RawAnswer) => {
    raw = response;
  };
  try {
    return { value: await work(client, { abortSignal, onResponse }) };
  } catch (error) {
    return { failure: failureOf(error, raw) };
  }
}

function isRefused<T>(outcome: Outcome<T>): outcome is { readonly failure: VaultFailure } {
  return 'failure' in outcome && outcome.failure.status === 401;
}
