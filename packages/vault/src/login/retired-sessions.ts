import type { Clock } from '@chatelaine/core';
import type { Session, TokenLife } from './session.js';

export interface RetiredSessionsOptions {
  readonly clock: Clock;
  /** Takes a token back; resolves to whether Vault has answered. */
  readonly revoke: (session: Session) => Promise<boolean>;
}

/** A request that was begun under a token is over by then, in milliseconds. */
const LOOK_AGAIN_MS = 60_000;

/** The sessions of our own that another log-in has replaced: each is revoked when no lease hangs on it any more. */
export class RetiredSessions {
  readonly #clock: Clock;
  readonly #revoke: (session: Session) => Promise<boolean>;
  readonly #sessions = new Set<Session>();
  #isInUse: (life: TokenLife) => boolean = () => false;
  #cancelTimer: (() => void) | undefined;

  constructor({ clock, revoke }: RetiredSessionsOptions) {
    this.#clock = clock;
    this.#revoke = revoke;
  }

  /** Says which tokens are still needed: what Vault made under one ends with it. */
  spareWhile(isInUse: (life: TokenLife) => boolean): void {
    this.#isInUse = isInUse;
  }

  add(session: Session): void {
    this.#sessions.add(session);
    this.#lookLater();
  }

  /** Looks no more. Gives the sessions that are left to be revoked. */
  close(): readonly Session[] {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const left = this.#alive();
    this.#sessions.clear();
    return left;
  }

  #alive(): readonly Session[] {
    return [...this.#sessions].filter(({ life }) => this.#clock.now() < life.expiresAt);
  }

  #lookLater(): void {
    this.#cancelTimer ??= this.#clock.after(LOOK_AGAIN_MS, () => this.#look(), { background: true });
  }

  #look(): void {
    this.#cancelTimer = undefined;
    const alive = this.#alive();
    for (const session of this.#sessions) {
      if (!alive.includes(session)) this.#sessions.delete(session);
      else if (!this.#isInUse(session.life)) this.#takeBack(session).catch(() => undefined);
    }
    if (this.#sessions.size > 0) this.#lookLater();
  }

  async #takeBack(session: Session): Promise<void> {
    if (await this.#revoke(session)) this.#sessions.delete(session);
  }
}
