import type { JsonObject } from '@chatelaine/core';
import { Lifetime } from '@chatelaine/core/provider';
import { meaningOf } from './error-codes.js';
import { hasObjects, isDenial, isSuccess, type VaultAnswer } from './http/vault-answer.js';
import type { VaultRequest, VaultSender } from './http/vault-http.js';
import type { Session } from './login/session.js';
import type { VaultLogin } from './login/vault-login.js';
import { withPolicy } from './policy-for.js';
import { vaultFailure } from './vault-failure.js';

/** One call of Vault, as messages name it: `the read of "secret/variables/hello"`. */
export interface VaultCall extends VaultRequest {
  readonly subject: string;
  /** Members of the answer that Vault always makes objects, each by its way from the top. */
  readonly holds?: readonly (readonly string[])[];
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
      if (answer.status === 403 && (await this.#login.renew(session, isDenial(answer)))) {
        session = await this.#login.get();
        answer = await this.#sender.send(call, session, inside);
      }
      return { body: this.#bodyOf(call, answer), session };
    });
  }

  /** Revokes leases, also after the end; one that a policy does not allow keeps none of the others. */
  async revokeLeases(leases: readonly string[], session: Session, signal: AbortSignal): Promise<void> {
    const path = 'sys/leases/revoke';
    const bodies = leases.map((id) => ({ lease_id: id, sync: true }));
    await Promise.allSettled(bodies.map((body) => this.#post(path, body, session, signal)));
  }

  /** Revokes the tokens that came from a log-in, and with them what was made under them: the last that is sent. */
  async revokeTokens(sessions: readonly Session[], signal: AbortSignal): Promise<void> {
    const own = sessions.filter(({ isOwn }) => isOwn);
    await Promise.allSettled(own.map((session) => this.#post('auth/token/revoke-self', {}, session, signal)));
  }

  /** Ends every wait. */
  close(): void {
    this.#lifetime.close();
  }

  #post(path: string, body: JsonObject, session: Session, signal: AbortSignal): Promise<VaultAnswer> {
    return this.#sender.send({ method: 'POST', path, body }, session, signal);
  }

  #bodyOf(call: VaultCall, answer: VaultAnswer): JsonObject | undefined {
    if (isSuccess(answer) && hasObjects(answer.body, call.holds)) return answer.body;
    const meaning = meaningOf(answer);
    if (meaning === undefined) return undefined;
    const told = answer.status === 403 ? withPolicy(meaning, call) : meaning;
    throw vaultFailure(this.backend, call.subject, told, answer);
  }
}
