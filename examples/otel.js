import { instrument } from '@chatelaine/otel';
import { metrics, trace } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { createSecrets, env } from 'chatelaine';

// Your own set-up, with exporters that go somewhere.
const spans = new InMemorySpanExporter();
const points = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const meters = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter: points })] });
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
metrics.setGlobalMeterProvider(meters);

const secrets = createSecrets({ backends: [env()] });
const instrumentation = instrument(secrets);
await secrets.findVariable('hello');

for (const { name, attributes } of spans.getFinishedSpans())
  console.log(`${name}: ${attributes['chatelaine.outcome']}`);
await meters.forceFlush();
for (const { metrics } of points.getMetrics()[0].scopeMetrics)
  console.log(metrics.map(({ descriptor }) => descriptor.name).join(', '));

instrumentation[Symbol.dispose]();
await secrets.close();
await meters.shutdown();
