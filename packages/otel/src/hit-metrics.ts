import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { HitEvent } from '@chatelaine/core';
import type { Meter } from '@opentelemetry/api';
import { hitOf } from './attributes.js';

const CHANNEL = 'chatelaine:hit';
/** In seconds: the ages at which answers are refreshed, are no longer fresh, and are of no use any more. */
const BOUNDARIES = [1, 10, 60, 120, 240, 300, 600, 1_800, 3_600, 21_600, 86_400];

/** Counts answers from memory, and how old they are; the result ends that. */
export function observeHits(meter: Meter): () => void {
  const hits = meter.createCounter('chatelaine.hits', {
    description: 'Answers from memory.',
    unit: '{hit}',
  });
  const stale = meter.createCounter('chatelaine.stale_served', {
    description: 'Answers from memory past their fresh age, because their backend could not answer.',
    unit: '{hit}',
  });
  const age = meter.createHistogram('chatelaine.hit.age', {
    description: 'How old the answers from memory were.',
    unit: 's',
    advice: { explicitBucketBoundaries: BOUNDARIES },
  });
  const onHit = (event: unknown) => {
    const hit = event as HitEvent;
    const attributes = hitOf(hit);
    hits.add(1, attributes);
    age.record(hit.ageMs / 1_000, attributes);
    if (hit.cache === 'stale') stale.add(1, attributes);
  };
  subscribe(CHANNEL, onHit);
  return () => {
    unsubscribe(CHANNEL, onHit);
  };
}
