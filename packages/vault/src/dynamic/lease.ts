import type { JsonObject } from '@chatelaine/core';
import type { TokenLife } from '../login/session.js';

/** What Vault made, and until when it holds. */
export interface Made {
  readonly data: JsonObject;
  readonly expiresAt: Date | undefined;
}

/** A credential that Vault made for a time. */
export interface Lease {
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
  /** Whether Vault does not let this identity look whether it is still there. */
  isHidden: boolean;
}

/** When the lease ends, or the token under which it was made. */
export function endOf({ expiresAt, life }: Lease): number {
  return Math.min(expiresAt, life.expiresAt);
}

/** Whether it may still be handed out: it does not end within a moment, and is not due to be replaced. */
export function isGood(lease: Lease, now: number): boolean {
  const margin = Math.min(lease.ttlMs / 10, 10_000);
  return now < endOf(lease) - margin && !(lease.isLast && now >= lease.renewAt);
}

/** What is handed out of a lease. */
export function madeOf(lease: Lease): Made {
  return { data: lease.data, expiresAt: new Date(endOf(lease)) };
}
