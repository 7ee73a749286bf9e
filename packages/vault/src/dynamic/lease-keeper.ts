import type { Clock, JsonObject } from '@chatelaine/core';
import { SecretsError, withDeadline } from '@chatelaine/core';
import { numberIn, objectIn, textIn } from '@chatelaine/core/provider';
import type { TokenLife } from '../login/session.js';
import type { VaultCaller } from '../vault-caller.js';

/** What Vault made, and until when it holds. */
export interface Made {
  readonly data: JsonObject;
  readonly expiresAt: Date | undefined;
}

interface Lease {
  readonly id: string;
  readonly data: JsonObject;
  /** How long it was made for, in milliseconds. */
  readonly ttlMs: number;
  /** The token under which it was made: the lease ends with it. */
  readonly life: TokenLife;
  expiresAt: number;
  renewAt: number;
  /** Whether nothing makes it longer any more. */
  isLast: boolean;
}

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

  /** The credential that is held for a path, or a new one; all who wait for a new one get the same. */
  async get(path: string, signal: AbortSignal): Promise<Made | undefined> {
    const lease = this.#leases.get(path);
    if (lease !== undefined && this.#isGood(lease)) return made(lease);
    const making = this.#making.get(path) ?? this.#begin(path);
    const subject = this.#caller.backend;
    return withDeadline({ ms: undefined, signals: [signal], subject }, () => making);
  }

  /** Until when the credential of a path holds, where one is held. */
  expiresAt(path: string): Date | undefined {
    const lease = this.#leases.get(path);
    return lease === undefined ? undefined : new Date(endOf(lease));
  }

  /** Renews nothing any more. Gives the ids of all leases, which are to be revoked. */
  close(): readonly string[] {
    this.#closing.abort();
    for (const cancel of this.#timers.values()) cancel();
    const ids = [...this.#leases.values()].map(({ id }) => id);
    this.#leases.clear();
    return ids;
  }

  #isGood(lease: Lease): boolean {
    const now = this.#clock.now();
    const margin = Math.min(lease.ttlMs / 10, 10_000);
    return now < endOf(lease) - margin && !(lease.isLast && now >= lease.renewAt);
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
    const { body, session } = await this.#caller.callWith({ method: 'GET', path, subject }, signal);
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
    };
    this.#leases.set(path, lease);
    this.#schedule(path, lease);
    return made(lease);
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
      const now = this.#clock.now();
      // Past its longest life, Vault renews a lease for less and less, and says that it did.
      const grantedMs = (numberIn(renewed, 'lease_duration') ?? 0) * 1_000;
      lease.expiresAt = now + grantedMs;
      lease.renewAt = now + grantedMs * RENEW_AFTER;
      lease.isLast = renewed?.renewable !== true || grantedMs < lease.ttlMs / 2;
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
    if (this.#leases.get(path) === lease) this.#leases.delete(path);
  }

  #inTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const ends = { ms: MAKE_MS, signals: [this.#closing.signal], subject: this.#caller.backend };
    return withDeadline({ ...ends, clock: this.#clock }, work);
  }
}

function made(lease: Lease): Made {
  return { data: lease.data, expiresAt: new Date(endOf(lease)) };
}

function endOf({ expiresAt, life }: Lease): number {
  return Math.min(expiresAt, life.expiresAt);
}

/** A static role has no lease: its password is changed when the time is over that it tells. */
function nextRotation(data: JsonObject, now: number): Date | undefined {
  const seconds = numberIn(data, 'ttl');
  return seconds === undefined || seconds <= 0 ? undefined : new Date(now + seconds * 1_000);
}
