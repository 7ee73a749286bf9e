import type { Secrets } from '@chatelaine/core';
import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import { metrics, trace } from '@opentelemetry/api';
import { checkOptions, checkSecrets } from './check-arguments.js';
import { observeFinds } from './find-metrics.js';
import { traceFinds } from './find-spans.js';
import { observeHits } from './hit-metrics.js';
import { observeSecrets } from './secrets-metrics.js';

export interface InstrumentOptions {
  /** Whether spans name what was read: id, version, team, and the names in the store. Metrics never do. @default false */
  readonly ids?: boolean | undefined;
  /** @default the one that is registered */
  readonly tracerProvider?: TracerProvider | undefined;
  /** @default the one that is registered */
  readonly meterProvider?: MeterProvider | undefined;
}

const SCOPE = '@chatelaine/otel';

/**
 * Turns what every chain of this process does into spans and metrics, and, of the secrets that are given, also what they
 * keep and how their backends are. No value is ever part of it. To dispose of the result ends it.
 *
 * @throws SecretsError `INVALID_CONFIG` for what are no secrets, and for what is no such option
 */
export function instrument(
  secrets: Secrets | readonly Secrets[] = [],
  options: InstrumentOptions = {},
): Disposable {
  checkSecrets(secrets);
  checkOptions(options);
  const { ids = false, tracerProvider, meterProvider } = options;
  const tracer = (tracerProvider ?? trace).getTracer(SCOPE);
  const meter = (meterProvider ?? metrics).getMeter(SCOPE);
  const all = 'stats' in secrets ? [secrets] : secrets;
  const ends = [
    traceFinds(tracer, { ids }),
    observeFinds(meter),
    observeHits(meter),
    ...(all.length === 0 ? [] : [observeSecrets(meter, all)]),
  ];
  return {
    [Symbol.dispose]: () => {
      for (const end of ends.splice(0)) end();
    },
  };
}
