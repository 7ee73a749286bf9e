import type { CacheAges, OnError, PaceLimit } from '@chatelaine/core';
import type { Random } from './random.js';
import type { WeatherKind } from './weather.js';

export interface StorePlan {
  readonly name: string;
  readonly timeoutMs: number;
  readonly concurrency: number;
  readonly pace: PaceLimit | undefined;
  /** Whether it has `findMany`. */
  readonly batch: boolean;
  readonly versions: boolean;
  /** How long each value is leased for. */
  readonly leaseMs: number | undefined;
  readonly closing: 'at once' | 'never' | 'fails';
}

/** What one history is about, all of it drawn from its seed. */
export interface Plan {
  readonly ages: CacheAges;
  readonly cache: boolean;
  readonly maxEntries: number | undefined;
  readonly stores: readonly StorePlan[];
  readonly onError: OnError;
  readonly ids: readonly string[];
  readonly handles: number;
  /** How many things the application and the world do before all is well again. */
  readonly deeds: number;
  /** The time between two of them, on average. */
  readonly stepMs: number;
  readonly weathers: readonly (readonly [number, WeatherKind])[];
  readonly jumps: boolean;
  readonly closesEarly: boolean;
  /** Whether the application reads while all is well again, before it is asked to show it. */
  readonly readsInHealth: boolean;
}

const AGES: readonly (readonly [number, CacheAges])[] = [
  [5, { refreshAfterMs: 20_000, freshMs: 25_000, hardMs: 120_000, missingMs: 3_000 }],
  [2, { refreshAfterMs: 8_000, freshMs: 15_000, hardMs: 30_000, missingMs: 1_000 }],
  [2, { refreshAfterMs: 240_000, freshMs: 300_000, hardMs: 3_600_000, missingMs: 10_000 }],
];
const ONE_WEATHER: readonly WeatherKind[] = ['throttling', 'storm', 'blackout', 'slow', 'mixed', 'refusing'];

export function drawPlan(random: Random): Plan {
  const ages = random.weighted(AGES);
  const isCalm = random.chance(0.1);
  const theme = random.pick(ONE_WEATHER);
  const weathers: Plan['weathers'] = isCalm
    ? [[1, 'calm']]
    : random.chance(0.5)
      ? [
          [1, 'calm'],
          [1, theme],
        ]
      : [[4, 'calm'], ...ONE_WEATHER.map((kind) => [1, kind] as const)];
  const names = random.chance(0.45) ? ['north', 'south'] : ['north'];
  return {
    ages,
    cache: !random.chance(0.07),
    maxEntries: random.chance(0.05) ? 2 : undefined,
    stores: names.map((name) => drawStore(name, random)),
    onError: random.weighted<OnError>([
      [3, 'stop'],
      [3, 'next'],
      [1, { unavailable: 'next', timeout: 'next', denied: 'next', unauthenticated: 'next', invalid: 'next' }],
    ]),
    ids: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].slice(0, isCalm ? 8 : random.between(1, 4)),
    handles: isCalm ? 8 : random.between(0, 2),
    deeds: isCalm ? random.pick([0, 0, 10]) : random.between(20, 70),
    stepMs: (ages.freshMs * random.pick([0.02, 0.08, 0.2])) | 0,
    weathers,
    jumps: random.chance(0.15),
    closesEarly: random.chance(0.35),
    readsInHealth: random.chance(0.5),
  };
}

function drawStore(name: string, random: Random): StorePlan {
  return {
    name,
    timeoutMs: random.pick([10_000, 10_000, 2_000]),
    concurrency: random.pick([16, 16, 2, 1]),
    pace: random.weighted([
      [4, undefined],
      [2, { requests: 5, perMs: 1_000 }],
      [1, { requests: 2, perMs: 500 }],
    ]),
    batch: random.chance(0.5),
    versions: random.chance(0.6),
    leaseMs: random.chance(0.1) ? random.pick([10_000, 60_000]) : undefined,
    closing: random.weighted([
      [8, 'at once'],
      [1, 'never'],
      [1, 'fails'],
    ]),
  };
}
