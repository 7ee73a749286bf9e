import type { Meter } from '@opentelemetry/api';
import { ATTRIBUTE, endOf } from './attributes.js';
import { onFinds } from './on-finds.js';

/** In seconds: an answer of a vault nearby, up to a read that used up a long deadline. */
const BOUNDARIES = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Measures each read of a chain, and counts failed refreshes and throttled backends; the result ends that. */
export function observeFinds(meter: Meter): () => void {
  const duration = meter.createHistogram('chatelaine.find.duration', {
    description: 'How long a read of the chain took.',
    unit: 's',
    advice: { explicitBucketBoundaries: BOUNDARIES },
  });
  const refreshFailures = meter.createCounter('chatelaine.refresh.failures', {
    description: 'Reads that nobody waited for, and that failed.',
    unit: '{failure}',
  });
  const throttles = meter.createCounter('chatelaine.throttles', {
    description: 'Reads of a backend that ended with the store asking to be left alone.',
    unit: '{throttle}',
  });
  return onFinds(
    () => performance.now(),
    (find, startedAt) => {
      const end = endOf(find);
      duration.record((performance.now() - startedAt) / 1_000, end);
      if (find.background && find.outcome === 'failed') {
        const { [ATTRIBUTE.refresh]: _always, [ATTRIBUTE.outcome]: _failed, ...rest } = end;
        refreshFailures.add(1, rest);
      }
      for (const { backend, error } of find.steps ?? []) {
        if (error?.code === 'THROTTLED')
          throttles.add(1, { [ATTRIBUTE.kind]: find.kind, [ATTRIBUTE.backend]: backend });
      }
    },
  );
}
