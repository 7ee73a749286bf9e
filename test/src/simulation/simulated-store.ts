import type {
  BackendSupport,
  FindOptions,
  FindResult,
  FoundSecret,
  SecretRef,
  SecretsBackend,
} from '@chatelaine/core';
import type { Core } from './core-under-test.js';
import type { StorePlan } from './plan.js';
import type { Random } from './random.js';
import type { RequestWatch } from './request-watch.js';
import { CANARY, malformed, placeOf, valueFor } from './value.js';
import type { VirtualTime } from './virtual-time.js';
import type { Fate, WeatherKind } from './weather.js';
import { drawFate } from './weather.js';

export type Access = 'given' | 'denied' | 'malformed';

/** What a store holds in one place: its counter only goes up, also when it is deleted and set again. */
interface Holding {
  counter: number;
  /** The first counter since it was last set anew; older ones were deleted. */
  since: number;
  exists: boolean;
  access: Access;
}

export interface StoreParts {
  readonly core: Core;
  readonly plan: StorePlan;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly watch: RequestWatch;
}

/** A store whose faults, delays and contents the world decides. */
export class SimulatedStore implements SecretsBackend {
  readonly name: string;
  readonly supports: BackendSupport;
  readonly #parts: StoreParts;
  readonly #holdings = new Map<string, Holding>();
  weather: WeatherKind = 'calm';
  closings = 0;
  declare findMany?: (refs: readonly SecretRef[], options: FindOptions) => Promise<readonly FindResult[]>;

  constructor(parts: StoreParts) {
    const { name, versions, batch, leaseMs } = parts.plan;
    this.#parts = parts;
    this.name = name;
    this.supports = { versions, teams: versions, leases: leaseMs !== undefined };
    if (batch) this.findMany = (refs, options) => this.#request(refs, options);
  }

  async find(ref: SecretRef, options: FindOptions): Promise<FoundSecret | undefined> {
    const [result] = await this.#request([ref], options);
    if (result === undefined) return { value: undefined, name: 'nothing' } as unknown as FoundSecret;
    if ('error' in result) throw result.error;
    return result.found;
  }

  async close(): Promise<void> {
    this.closings += 1;
    const { closing } = this.#parts.plan;
    if (closing === 'fails') throw new Error(`cannot close ${CANARY}`);
    if (closing === 'never') await new Promise(() => undefined);
  }

  /** Sets a new value. */
  rotate(ref: SecretRef): void {
    const holding = this.#holdingOf(placeOf(ref));
    holding.counter += 1;
    if (!holding.exists) holding.since = holding.counter;
    holding.exists = true;
  }

  unset(ref: SecretRef): void {
    this.#holdingOf(placeOf(ref)).exists = false;
  }

  setAccess(ref: SecretRef, access: Access): void {
    this.#holdingOf(placeOf(ref)).access = access;
  }

  /** The counter of what it holds now, or `undefined` for nothing. */
  newest(ref: SecretRef): number | undefined {
    const { exists, counter } = this.#holdingOf(placeOf(ref));
    return exists ? counter : undefined;
  }

  #request(refs: readonly SecretRef[], { signal }: FindOptions): Promise<readonly FindResult[]> {
    const { time, random, watch } = this.#parts;
    const fate = drawFate(this.weather, random);
    const request = watch.started(refs, signal, fate.kind);
    const early = fate.kind === 'answer' && fate.isChosenAtStart ? this.#answers(refs, fate) : undefined;
    return new Promise((resolve, reject) => {
      const cancel = time.schedule(fate.ms, () => {
        try {
          const results = early ?? this.#outcome(refs, fate);
          request.ended(results);
          resolve(results);
        } catch (error) {
          request.ended(error);
          reject(error);
        }
      });
      if (fate.kind === 'hang' && fate.isDeaf) return;
      signal.addEventListener('abort', () => {
        cancel();
        reject(new Error(`aborted ${CANARY}`));
      });
    });
  }

  /** @throws what a backend throws for such a fate */
  #outcome(refs: readonly SecretRef[], fate: Fate): readonly FindResult[] {
    const { SecretsError } = this.#parts.core;
    const { name: backend } = this;
    switch (fate.kind) {
      case 'throttled':
        throw new SecretsError('THROTTLED', `${backend}: too many requests.`, {
          backend,
          retryAfterMs: fate.retryAfterMs,
        });
      case 'unavailable':
        if (fate.isReset) throw Object.assign(new Error(`reset ${CANARY}`), { code: 'ECONNRESET' });
        throw new SecretsError('UNAVAILABLE', `${backend}: answered with status 503.`, {
          backend,
          retryAfterMs: fate.retryAfterMs,
        });
      case 'unauthenticated':
        throw new SecretsError('UNAUTHENTICATED', `${backend}: does not know us.`, { backend });
      case 'foreign':
        throw new Error(`the body was ${CANARY}`);
      case 'garbage':
        return [];
      default:
        return this.#answers(refs, fate);
    }
  }

  #answers(refs: readonly SecretRef[], fate: Fate): readonly FindResult[] {
    const { random, core } = this.#parts;
    const isPartial = fate.kind === 'answer' && fate.part && refs.length > 1;
    return refs.map((ref) => {
      if (isPartial && random.chance(0.4))
        return { error: new core.SecretsError('UNAVAILABLE', 'a part failed.', { backend: this.name }) };
      return this.#answer(ref);
    });
  }

  #answer(ref: SecretRef): FindResult {
    const { core, plan, time } = this.#parts;
    const place = placeOf(ref);
    const { access, exists, counter: newest, since } = this.#holdingOf(place);
    if (access === 'denied')
      return { error: new core.SecretsError('ACCESS_DENIED', `${this.name}: no.`, { backend: this.name }) };
    const counter = ref.version === undefined ? newest : Number(ref.version);
    if (!exists || counter < since || counter > newest) return { found: undefined };
    const value =
      access === 'malformed' && ref.kind === 'connection'
        ? malformed()
        : valueFor(ref, { store: this.name, place, counter });
    const lease = plan.leaseMs === undefined ? {} : { expiresAt: new Date(time.now() + plan.leaseMs) };
    return { found: { value, name: place, version: String(counter), ...lease } };
  }

  #holdingOf(place: string): Holding {
    const known = this.#holdings.get(place);
    if (known !== undefined) return known;
    const holding: Holding = { counter: 0, since: 1, exists: false, access: 'given' };
    this.#holdings.set(place, holding);
    return holding;
  }
}
