import type { Clock, JsonObject } from '@chatelaine/core';
import { SecretsError, withDeadline } from '@chatelaine/core';
import { numberIn, objectIn, textIn } from '@chatelaine/core/provider';
import type { TokenLife } from '../login/session.js';
import type { VaultCaller } from '../vault-caller.js';
import { endOf, isGood, type Lease, type Made, madeOf } from './lease.js';

const RENEW_AFTER = 2 / 3;
/** Making a credential is a matter of seconds, in milliseconds. */
const MAKE_MS = 30_000;
const LEAST_WAIT_MS = 1_000;

/**
 * Keeps one lease a path, renews it in the background, and has a new credential made before a lease ends that cannot be
 * renewed.
 */
export class LeaseKeeper {
  readonly #caller: VaultCaller;
  readonly #clock: Clock;
  readonly #closing = new AbortController();
  readonly #leases = new Map<string, Lease>();
  readonly #timers = new Map<string, () => void>();
  readonly #making = new Map<string, Promise<Made | undefined>>();

  constructor(caller: VaultCaller, clock: Clock) {
    this.#caller = caller;
    this.#clock = clock;
  }

  /**
   * The credential that is held for a path, when Vault says that it still holds, or a new one; all who wait for a new one
   * get the same.
   */
  async get(path: string, signal: AbortSignal): Promise<Made | undefined> {
    const held = this.#held(path);
    if (held !== undefined && (await this.#isThere(path, held, signal))) return madeOf(held);
    // It was made since this was asked for: by somebody else who missed the same.
    const newer = this.#held(path);
    if (newer !== undefined) return madeOf(newer);
    const making = this.#making.get(path) ?? this.#begin(path);
    const subject = this.#caller.backend;
    return withDeadline({ ms: undefined, signals: [signal], subject }, () => making);
  }

  /** Until when the credential of a path holds, where one is held. */
  expiresAt(path: string): Date | undefined {
    const lease = this.#leases.get(path);
    return lease === undefined ? undefined : new Date(endOf(lease));
  }

  /** Whether a lease ends with a token. */
  hangsOn(life: TokenLife): boolean {
    return [...this.#leases.values()].some((lease) => lease.life === life);
  }

  /** Renews nothing any more. Gives the ids of all leases, which are to be revoked. */
  close(): readonly string[] {
    this.#closing.abort();
    for (const cancel of this.#timers.values()) cancel();
    const ids = [...this.#leases.values()].map(({ id }) => id);
    this.#leases.clear();
    return ids;
  }

  #held(path: string): Lease | undefined {
    const lease = this.#leases.get(path);
    return lease !== undefined && isGood(lease, this.#clock.now()) ? lease : undefined;
  }

  /** Somebody may have revoked it since it was handed out. */
  async #isThere(path: string, lease: Lease, signal: AbortSignal): Promise<boolean> {
    if (lease.isHidden) return true;
    const call = {
      method: 'POST',
      path: 'sys/leases/lookup',
      body: { lease_id: lease.id },
      subject: `the look at the lease of "${path}"`,
    } as const;
    try {
      if ((await this.#caller.call(call, signal)) !== undefined) return true;
    } catch (error) {
      if (!SecretsError.is(error, 'ACCESS_DENIED')) throw error;
      // Vault's default policy allows the look. Where none does, the renewal alone tells.
      lease.isHidden = true;
      return true;
    }
    this.#forget(path, lease);
    return false;
  }

  #begin(path: string): Promise<Made | undefined> {
    const making = this.#inTime((signal) => this.#make(path, signal)).finally(() =>
      this.#making.delete(path),
    );
    this.#making.set(path, making);
    // Everybody who waits may leave before it fails.
    making.catch(() => undefined);
    return making;
  }

  async #make(path: string, signal: AbortSignal): Promise<Made | undefined> {
    const subject = `the read of "${path}"`;
    const call = { method: 'GET', path, subject, holds: [['data']] } as const;
    const { body, session } = await this.#caller.callWith(call, signal);
    if (body === undefined) return undefined;
    const data = objectIn(body, 'data');
    const id = textIn(body, 'lease_id');
    const now = this.#clock.now();
    if (id === undefined) return { data, expiresAt: nextRotation(data, now) };
    const ttlMs = (numberIn(body, 'lease_duration') ?? 0) * 1_000;
    const lease: Lease = {
      id,
      data,
      ttlMs,
      life: session.life,
      expiresAt: now + ttlMs,
      renewAt: now + ttlMs * RENEW_AFTER,
      isLast: body.renewable !== true,
      isHidden: false,
    };
    this.#leases.set(path, lease);
    this.#schedule(path, lease);
    return madeOf(lease);
  }

  #schedule(path: string, lease: Lease): void {
    this.#timers.get(path)?.();
    this.#timers.delete(path);
    if (lease.isLast || this.#closing.signal.aborted) return;
    const ms = Math.min(Math.max(lease.renewAt - this.#clock.now(), 0), 2_147_483_647);
    const renew = () => {
      this.#renew(path, lease).catch(() => undefined);
    };
    this.#timers.set(path, this.#clock.after(ms, renew, { background: true }));
  }

  async #renew(path: string, lease: Lease): Promise<void> {
    const body = { lease_id: lease.id, increment: Math.ceil(lease.ttlMs / 1_000) };
    const call = {
      method: 'POST',
      path: 'sys/leases/renew',
      body,
      subject: `the renewal of "${path}"`,
    } as const;
    try {
      const renewed = await this.#inTime((signal) => this.#caller.call(call, signal));
      if (renewed === undefined) return this.#forget(path, lease);
      const now = this.#clock.now();
      // Past its longest life, Vault renews a lease for less and less, and says that it did.
      const grantedMs = (numberIn(renewed, 'lease_duration') ?? 0) * 1_000;
      lease.expiresAt = now + grantedMs;
      lease.renewAt = now + grantedMs * RENEW_AFTER;
      lease.isLast = renewed.renewable !== true || grantedMs < lease.ttlMs / 2;
    } catch (error) {
      if (!SecretsError.is(error)) throw error;
      const now = this.#clock.now();
      lease.renewAt = now + Math.max((endOf(lease) - now) / 3, LEAST_WAIT_MS);
      // Where the lease is gone or may not be renewed, the next who asks gets a new one.
      lease.isLast = !error.retryable;
      if (error.code !== 'ACCESS_DENIED' && lease.isLast) this.#forget(path, lease);
    }
    if (this.#leases.get(path) === lease && this.#clock.now() < endOf(lease)) this.#schedule(path, lease);
  }

  #forget(path: string, lease: Lease): void {
    if (this.#leases.get(path) !== lease) return;
    this.#leases.delete(path);
    this.#timers.get(path)?.();
    this.#timers.delete(path);
  }

  #inTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const ends = { ms: MAKE_MS, signals: [this.#closing.signal], subject: this.#caller.backend };
    return withDeadline({ ...ends, clock: this.#clock }, work);
  }
}

/** A static role has no lease: its password is changed when the time is over that it tells. */
function nextRotation(data: JsonObject, now: number): Date | undefined {
  const seconds = numberIn(data, 'ttl');
  return seconds === undefined || seconds <= 0 ? undefined : new Date(now + seconds * 1_000);
}
