import { type Channel, channel } from 'node:diagnostics_channel';
import type { CacheState } from './cache/cache-state.js';
import { cacheStateOf } from './cache/cache-state.js';
import type { Kept } from './cache/kept.js';
import type { SecretsErrorCode } from './errors.js';
import type { SecretKind, SecretRef } from './secret-ref.js';

/** What a subscriber of the channel `chatelaine:hit` receives, for an answer from memory: never a value. */
export interface HitEvent {
  readonly ref: SecretRef;
  readonly kind: SecretKind;
  readonly outcome: 'found' | 'missing';
  /** The label of the backend that answered. */
  readonly backend?: string;
  readonly cache: CacheState['state'];
  /** How old the answer is, in milliseconds. */
  readonly ageMs: number;
  /** Why the kept answer is served after a read, when the caller waited for one and it failed. */
  readonly code?: SecretsErrorCode;
}

/** Ask it for subscribers before an event is made. */
export const hitChannel: Channel = channel('chatelaine:hit');

export function publishHit(ref: SecretRef, kept: Kept, now: number, code?: SecretsErrorCode): void {
  const { state: cache = 'stale', ageMs = now - kept.fetchedAt } = cacheStateOf(kept, now) ?? {};
  const event: HitEvent = {
    ref,
    kind: ref.kind,
    outcome: kept.answer === undefined ? 'missing' : 'found',
    cache,
    ageMs,
    ...(kept.backend === undefined ? {} : { backend: kept.backend }),
    ...(code === undefined ? {} : { code }),
  };
  hitChannel.publish(event);
}
