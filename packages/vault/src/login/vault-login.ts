import type { Clock } from '@chatelaine/core';
import { SharedLogin } from '@chatelaine/core';
import { isSuccess } from '../http/vault-answer.js';
import { type LoginSource, logIn, renewToken } from './log-in.js';
import { loginError } from './login-error.js';
import { type Session, sessionOf } from './session.js';

export interface VaultLoginOptions {
  readonly source: LoginSource;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** After a renewal that failed, the next is tried so much later, in milliseconds. */
const AGAIN_MS = 15_000;

/** The one log-in of a backend. Its token is renewed in the background, and replaced before it cannot be renewed. */
export class VaultLogin {
  readonly #source: LoginSource;
  readonly #clock: Clock;
  readonly #shared: SharedLogin<Session>;
  #cancelTimer: (() => void) | undefined;
  #isClosed = false;

  constructor({ source, timeoutMs, clock }: VaultLoginOptions) {
    this.#source = source;
    this.#clock = clock;
    this.#shared = new SharedLogin({
      backend: source.backend,
      timeoutMs,
      clock,
      login: (signal) => this.#logInOrRenew(signal),
      renewAt: ({ renewAt }) => renewAt,
      expiresAt: ({ life }) => life.expiresAt,
    });
  }

  /** What the last log-in gave. */
  get kept(): Session | undefined {
    return this.#shared.kept;
  }

  get(): Promise<Session> {
    return this.#shared.get();
  }

  /** Logs in again because Vault refused a token. Resolves to whether the call is worth repeating. */
  renew(refused: Session): Promise<boolean> {
    const { kept } = this.#shared;
    // A renewal gives a session of its own to the same token.
    return this.#shared.renew(kept?.token === refused.token ? kept : refused);
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelTimer?.();
    this.#shared.close();
  }

  async #logInOrRenew(signal: AbortSignal): Promise<Session> {
    const { kept } = this.#shared;
    const renewed = kept === undefined ? undefined : await this.#renewed(kept, signal);
    const session = renewed ?? sessionOf(await logIn(this.#source, signal), this.#clock.now());
    this.#wakeAt(session.renewAt);
    return session;
  }

  /** The session with a longer life; `undefined`: it takes a new log-in. */
  async #renewed(kept: Session, signal: AbortSignal): Promise<Session | undefined> {
    if (!kept.isRenewable || this.#clock.now() >= kept.life.expiresAt) return undefined;
    const outcome = await renewToken(kept.token, kept.tls, this.#source, signal);
    if (typeof outcome !== 'number') {
      const { status = 0 } = outcome;
      // Vault answered, and does not renew it; else it was not reached, and another log-in would fare no better.
      if (isSuccess(outcome) || (status >= 400 && status < 429)) return undefined;
      throw loginError(this.#source.backend, this.#source.type, outcome);
    }
    const { ttlMs = 0 } = kept;
    // Past its longest life a token is renewed for less and less.
    if (kept.isOwn && outcome * 1_000 < ttlMs / 2) return undefined;
    const session = sessionOf({ ...kept, ttl: outcome }, this.#clock.now());
    kept.life.expiresAt = session.life.expiresAt;
    return { ...session, ttlMs: Math.max(ttlMs, session.ttlMs ?? 0), life: kept.life };
  }

  /** Renews behind everybody's back: what was made under a token ends with it, also when nobody asks. */
  #wakeAt(time: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#isClosed || time === Number.POSITIVE_INFINITY) return;
    const ms = Math.min(Math.max(time - this.#clock.now(), 0), 2_147_483_647);
    this.#cancelTimer = this.#clock.after(ms, () => this.#wake(time), { background: true });
  }

  #wake(time: number): void {
    const { kept } = this.#shared;
    const now = this.#clock.now();
    // A token that has ended is replaced for the next who asks.
    if (kept === undefined || now >= kept.life.expiresAt) return;
    // A timer of Node waits for 24 days at most.
    this.#wakeAt(now < time ? time : now + AGAIN_MS);
    if (now < time) return;
    this.#shared.get().catch(() => undefined);
  }
}
