import type { Clock } from '@chatelaine/core';
import { SharedLogin, steadyClock, withDeadline } from '@chatelaine/core';
import { isSuccess } from '../http/vault-answer.js';
import { type LoginSource, logIn, renewToken } from './log-in.js';
import { loginError } from './login-error.js';
import { RetiredSessions } from './retired-sessions.js';
import { type Session, sessionOf, type TokenLife } from './session.js';

export interface VaultLoginOptions {
  readonly source: LoginSource;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** After a renewal that failed, the next is tried so much later, in milliseconds. */
const AGAIN_MS = 15_000;
const REVOKE_MS = 3_000;
/** Rights may come with another log-in; where none do, this is how seldom one is made for them, in milliseconds. */
const RIGHTS_MS = 300_000;

/** The one log-in of a backend. Its token is renewed in the background, and replaced before it cannot be renewed. */
export class VaultLogin {
  readonly #source: LoginSource;
  readonly #clock: Clock;
  readonly #shared: SharedLogin<Session>;
  readonly #retired: RetiredSessions;
  #cancelTimer: (() => void) | undefined;
  #isClosed = false;
  /** When rights were last fetched, or should have been. */
  #rightsAt = Number.NEGATIVE_INFINITY;

  constructor({ source, timeoutMs, clock }: VaultLoginOptions) {
    this.#source = source;
    this.#clock = steadyClock(clock);
    this.#retired = new RetiredSessions({ clock: this.#clock, revoke: (session) => this.#revoke(session) });
    this.#shared = new SharedLogin({
      backend: source.backend,
      timeoutMs,
      clock: this.#clock,
      login: (signal, refused) => this.#logInOrRenew(signal, refused),
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

  /**
   * Logs in again because Vault refused a token, or seldom, because it denied something to one that it knows. Resolves to
   * whether the call is worth repeating.
   */
  async renew(refused: Session, isKnown: boolean): Promise<boolean> {
    const { kept } = this.#shared;
    // A renewal gives a session of its own to the same token.
    if (kept?.token !== refused.token) return this.#shared.renew(refused);
    const now = this.#clock.now();
    if (isKnown && now - this.#rightsAt < RIGHTS_MS) return false;
    this.#rightsAt = now;
    return this.#shared.renew(kept);
  }

  /** Says on which tokens something hangs: they are left alone after the next log-in. */
  spareWhile(isInUse: (life: TokenLife) => boolean): void {
    this.#retired.spareWhile(isInUse);
  }

  /** Logs in no more. Gives every session that is still of use, the newest first. */
  close(): readonly Session[] {
    const { kept } = this.#shared;
    this.#isClosed = true;
    this.#cancelTimer?.();
    this.#shared.close();
    return [...(kept === undefined ? [] : [kept]), ...this.#retired.close()];
  }

  async #logInOrRenew(signal: AbortSignal, refused: Session | undefined): Promise<Session> {
    const { kept } = this.#shared;
    const isRenewed = kept !== undefined && kept.token !== refused?.token;
    const renewed = isRenewed ? await this.#renewed(kept, signal) : undefined;
    if (renewed !== undefined) return this.#begun(renewed);
    const session = sessionOf(await logIn(this.#source, signal), this.#clock.now());
    this.#rightsAt = this.#clock.now();
    if (kept?.isOwn === true && !this.#isClosed) this.#retired.add(kept);
    return this.#begun(session);
  }

  #begun(session: Session): Session {
    this.#wakeAt(session.renewAt);
    return session;
  }

  async #revoke(session: Session): Promise<boolean> {
    const { sender, backend: subject } = this.#source;
    const ends = { ms: REVOKE_MS, subject, clock: this.#clock };
    const request = { method: 'POST', path: 'auth/token/revoke-self', body: {} } as const;
    const { status } = await withDeadline(ends, (signal) => sender.send(request, session, signal));
    return status !== undefined && status < 500;
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
