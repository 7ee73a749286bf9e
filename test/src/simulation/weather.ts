import type { Random } from './random.js';

/** What the way to a store and the store itself are like for a while. */
export type WeatherKind = 'calm' | 'throttling' | 'storm' | 'blackout' | 'slow' | 'mixed' | 'refusing';

/** How a store meets one request. */
export type Fate =
  | {
      readonly kind: 'answer';
      readonly ms: number;
      readonly isChosenAtStart: boolean;
      readonly part: boolean;
    }
  | { readonly kind: 'throttled'; readonly ms: number; readonly retryAfterMs: number | undefined }
  | {
      readonly kind: 'unavailable';
      readonly ms: number;
      readonly retryAfterMs: number | undefined;
      readonly isReset: boolean;
    }
  | { readonly kind: 'hang'; readonly isDeaf: boolean; readonly ms: number }
  | { readonly kind: 'unauthenticated' | 'foreign' | 'garbage'; readonly ms: number };

const FAILING = 0.75;

/** Draws the fate of a request. */
export function drawFate(weather: WeatherKind, random: Random): Fate {
  if (weather === 'calm' || !random.chance(FAILING)) return answer(random, weather === 'slow');
  switch (weather) {
    case 'throttling':
      return throttled(random);
    case 'storm':
      return unavailable(random);
    case 'blackout':
      return hang(random);
    case 'slow':
      return answer(random, true);
    case 'refusing':
      return { kind: random.pick(['unauthenticated', 'foreign', 'garbage']), ms: random.between(1, 40) };
    case 'mixed':
      return random.pick([throttled, unavailable, hang, (chance: Random) => answer(chance, true, true)])(
        random,
      );
  }
}

function answer(random: Random, isSlow: boolean, part = false): Fate {
  const ms = isSlow ? random.between(500, 9_000) : random.between(1, 40);
  return { kind: 'answer', ms, isChosenAtStart: random.chance(0.5), part };
}

function throttled(random: Random): Fate {
  // Half of them as a 429 without the header, or as a 400 that its backend knows for throttling.
  const retryAfterMs = random.pick([undefined, undefined, 0, 1_000, 3_000, 20_000, 120_000]);
  return { kind: 'throttled', ms: random.between(1, 40), retryAfterMs };
}

function unavailable(random: Random): Fate {
  const isReset = random.chance(0.4);
  const retryAfterMs = isReset ? undefined : random.pick([undefined, undefined, undefined, 2_000]);
  return { kind: 'unavailable', ms: random.between(1, 40), retryAfterMs, isReset };
}

function hang(random: Random): Fate {
  return { kind: 'hang', isDeaf: random.chance(0.4), ms: random.pick([15_000, 90_000, 36_000_000]) };
}
