import type { JsonObject } from '@chatelaine/core';
import { Lifetime } from '@chatelaine/core/provider';
import { meaningOf } from './error-codes.js';
import { isSuccess, type VaultAnswer } from './http/vault-answer.js';
import type { VaultRequest, VaultSender } from './http/vault-http.js';
import type { Session } from './login/session.js';
import type { VaultLogin } from './login/vault-login.js';
import { vaultFailure } from './vault-failure.js';

/** One call of Vault, as messages name it: `the read of "secret/variables/hello"`. */
export interface VaultCall extends VaultRequest {
  readonly subject: string;
}

/** Asks Vault under the log-in that all calls share; a token that it refuses is renewed once. */
export class VaultCaller {
  readonly backend: string;
  readonly #sender: VaultSender;
  readonly #login: VaultLogin;
  readonly #lifetime: Lifetime;

  constructor(backend: string, sender: VaultSender, login: VaultLogin) {
    this.backend = backend;
    this.#sender = sender;
    this.#login = login;
    this.#lifetime = new Lifetime(backend);
  }

  /**
   * Resolves to the answer's object, or to `undefined` where Vault holds nothing.
   *
   * @throws SecretsError
   */
  async call(call: VaultCall, signal: AbortSignal): Promise<JsonObject | undefined> {
    const { body } = await this.callWith(call, signal);
    return body;
  }

  /** The same, with the session under which it was answered. */
  callWith(
    call: VaultCall,
    signal: AbortSignal,
  ): Promise<{ readonly body: JsonObject | undefined; readonly session: Session }> {
    return this.#lifetime.run(signal, async (inside) => {
      let session = await this.#login.get();
      let answer = await this.#sender.send(call, session, inside);
      // Vault says 403 of an expired token and of a denial alike.
      if (answer.status === 403 && (await this.#login.renew(session))) {
        session = await this.#login.get();
        answer = await this.#sender.send(call, session, inside);
      }
      return { body: this.#bodyOf(call, answer), session };
    });
  }

  /** Revokes leases, and the token where it came from a log-in: the last that is sent, also after the end. */
  async revoke(leases: readonly string[], session: Session, signal: AbortSignal): Promise<void> {
    const send = (path: string, body: JsonObject) =>
      this.#sender.send({ method: 'POST', path, body }, session, signal);
    await Promise.all(leases.map((id) => send('sys/leases/revoke', { lease_id: id, sync: true })));
    if (session.isOwn) await send('auth/token/revoke-self', {});
  }

  /** Ends every wait. */
  close(): void {
    this.#lifetime.close();
  }

  #bodyOf({ subject }: VaultCall, answer: VaultAnswer): JsonObject | undefined {
    if (isSuccess(answer)) return answer.body;
    const meaning = meaningOf(answer);
    if (meaning === undefined) return undefined;
    throw vaultFailure(this.backend, subject, meaning, answer);
  }
}
