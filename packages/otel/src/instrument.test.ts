import { AsyncLocalStorage } from 'node:async_hooks';
import { inspect } from 'node:util';
import type { FoundSecret, Secrets, SecretsBackend } from '@chatelaine/core';
import { createSecrets, guarded, SecretsError } from '@chatelaine/core';
import type { Context, ContextManager } from '@opentelemetry/api';
import { context, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
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
import { expect } from 'chai';
import { instrument } from './instrument.js';

const CANARY = 'canary-value-that-nobody-may-see';
const DAY = 86_400_000;

/** The least that keeps a context across what is awaited. */
class TestContextManager implements ContextManager {
  readonly #storage = new AsyncLocalStorage<Context>();
  active = () => this.#storage.getStore() ?? ROOT_CONTEXT;
  with: ContextManager['with'] = (inner, call, self, ...args) =>
    this.#storage.run(inner, () => call.call(self as ThisParameterType<typeof call>, ...args));
  bind: ContextManager['bind'] = (_inner, target) => target;
  enable = () => this;
  disable = () => this;
}

describe('instrument', () => {
  before(() => context.setGlobalContextManager(new TestContextManager()));
  after(() => context.disable());

  let now: number;
  let answer: FoundSecret | Error | 'never' | undefined;
  let secrets: Secrets;
  let spans: InMemorySpanExporter;
  let exported: InMemoryMetricExporter;
  let meters: MeterProvider;
  let options: Parameters<typeof instrument>[1];
  let tracers: BasicTracerProvider;

  beforeEach(() => {
    now = 1_000_000_000;
    answer = { value: CANARY, name: 'name-in-the-store', version: '7', expiresAt: new Date(now + 30 * DAY) };
    const clock = { now: () => now, after: () => () => undefined };
    const vault: SecretsBackend = {
      name: 'vault',
      supports: { versions: true },
      locate: () => ({ names: ['name-in-the-store'] }),
      find: async () => {
        if (answer === 'never') return new Promise(() => undefined);
        if (answer instanceof Error) throw answer;
        return answer;
      },
    };
    const calm = { clock, retry: false, breaker: false, denials: false } as const;
    secrets = createSecrets({ backends: [guarded(vault, calm)], clock, random: () => 0 });
    spans = new InMemorySpanExporter();
    tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
    exported = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({
      exporter: exported,
      exportIntervalMillis: 100_000,
      exportTimeoutMillis: 1_000,
    });
    meters = new MeterProvider({ readers: [reader] });
    options = { tracerProvider: tracers, meterProvider: meters };
  });

  afterEach(async () => {
    await secrets.close();
    await meters.shutdown();
    await tracers.shutdown();
  });

  /** Each series of a metric as its attributes and its value. */
  const series = async (name: string) => {
    await meters.forceFlush();
    const all =
      exported
        .getMetrics()
        .at(-1)
        ?.scopeMetrics.flatMap(({ metrics }) => metrics) ?? [];
    expect(inspect(all, { depth: 12 })).not.to.include(CANARY);
    const metric = all.find(({ descriptor }) => descriptor.name === name);
    return metric?.dataPoints.map(({ attributes, value }) => ({ attributes, value }));
  };

  const finished = () => {
    const all = spans.getFinishedSpans();
    for (const { name, attributes, events, status, links } of all)
      expect(inspect({ name, attributes, events, status, links }, { depth: 12 })).not.to.include(CANARY);
    return all;
  };

  describe('makes a span of a read', () => {
    it('with what was read, who answered and what was kept, and no name of it', async () => {
      using _on = instrument(secrets, options);
      await secrets.getSecret('db-password');

      const [span] = finished();
      expect(span?.name).to.equal('find secret');
      expect(span?.attributes).to.deep.equal({
        'chatelaine.kind': 'secret',
        'chatelaine.refresh': false,
        'chatelaine.cache.state': 'nothing',
        'chatelaine.attempt': 1,
        'chatelaine.outcome': 'found',
        'chatelaine.backend': 'vault',
      });
      expect(span?.events.map(({ name, attributes }) => ({ name, attributes }))).to.deep.equal([
        {
          name: 'chatelaine.step',
          attributes: { 'chatelaine.backend': 'vault', 'chatelaine.outcome': 'found' },
        },
      ]);
      expect(span?.status.code).to.equal(SpanStatusCode.UNSET);
    });

    it('with its id and its name in the store where that is allowed', async () => {
      using _on = instrument(secrets, { ...options, ids: true });
      await secrets.getSecret('db-password', { version: '7' });

      const [span] = finished();
      expect(span?.attributes).to.include({ 'chatelaine.id': 'db-password', 'chatelaine.version': '7' });
      expect(span?.events[0]?.attributes?.['chatelaine.names']).to.deep.equal(['name-in-the-store']);
    });

    it('below the span of whoever asked', async () => {
      using _on = instrument(secrets, options);
      const request = tracers.getTracer('test').startSpan('request');
      await context.with(trace.setSpan(context.active(), request), () => secrets.getSecret('a'));

      expect(finished()[0]?.parentSpanContext).to.deep.equal(request.spanContext());
    });

    it('that failed, with the code and nothing of the message', async () => {
      using _on = instrument(secrets, options);
      answer = new SecretsError('ACCESS_DENIED', `vault: ${CANARY} was denied.`);
      await secrets.getSecret('a').catch(() => undefined);

      const [span] = finished();
      expect(span?.attributes).to.include({ 'error.type': 'ACCESS_DENIED', 'chatelaine.outcome': 'failed' });
      expect(span?.status).to.deep.equal({ code: SpanStatusCode.ERROR });
    });

    it('that was cut short', async () => {
      using _on = instrument(secrets, options);
      answer = 'never';
      const read = secrets.getSecret('a').catch(() => undefined);
      await secrets.close();
      await read;
      expect(finished()[0]?.attributes).to.include({
        'chatelaine.outcome': 'failed',
        'error.type': 'CLOSED',
      });
    });

    it('behind the callers as a trace of its own, with a link to the span that caused it', async () => {
      using _on = instrument(secrets, options);
      await secrets.getSecret('a');
      now += 240_000;
      const request = tracers.getTracer('test').startSpan('request');
      await context.with(trace.setSpan(context.active(), request), () => secrets.getSecret('a'));
      await new Promise((resolve) => setImmediate(resolve));

      const span = finished()[1];
      expect(span?.name).to.equal('refresh secret');
      expect(span?.attributes).to.include({
        'chatelaine.refresh': true,
        'chatelaine.cache.state': 'aging',
        'chatelaine.cache.age': 240,
      });
      expect(span?.parentSpanContext).to.equal(undefined);
      expect(span?.links.map((link) => link.context)).to.deep.equal([request.spanContext()]);
    });
  });

  describe('counts', () => {
    const found = {
      'chatelaine.kind': 'secret',
      'chatelaine.backend': 'vault',
      'chatelaine.outcome': 'found',
    };

    it('answers from memory and how old they were', async () => {
      using _on = instrument(secrets, options);
      await secrets.getSecret('a');
      now += 60_000;
      await secrets.getSecret('a');
      await secrets.getSecret('a');

      const attributes = { ...found, 'chatelaine.cache.state': 'fresh' };
      expect(await series('chatelaine.hits')).to.deep.equal([{ attributes, value: 2 }]);
      const [age] = (await series('chatelaine.hit.age')) ?? [];
      expect(age?.value).to.include({ sum: 120, count: 2 });
    });

    it('reads, with how they ended', async () => {
      using _on = instrument(secrets, { ...options, ids: true });
      await secrets.getSecret('a');
      answer = undefined;
      await secrets.findSecret('b');

      const reads = (await series('chatelaine.find.duration')) ?? [];
      expect(reads.map(({ attributes }) => attributes)).to.deep.equal([
        { ...found, 'chatelaine.refresh': false },
        { 'chatelaine.kind': 'secret', 'chatelaine.outcome': 'missing', 'chatelaine.refresh': false },
      ]);
    });

    it('values that were served stale, refreshes that failed, and a store that throttles', async () => {
      using _on = instrument(secrets, options);
      await secrets.getSecret('a');
      answer = new SecretsError('THROTTLED', 'vault: busy.');
      now += 240_000;
      await secrets.getSecret('a');
      await new Promise((resolve) => setImmediate(resolve));
      now += 120_000;
      await secrets.getSecret('a');

      const ofVault = { 'chatelaine.kind': 'secret', 'chatelaine.backend': 'vault' };
      expect(await series('chatelaine.refresh.failures')).to.deep.equal([
        { attributes: { ...ofVault, 'error.type': 'THROTTLED' }, value: 1 },
      ]);
      expect(await series('chatelaine.throttles')).to.deep.equal([{ attributes: ofVault, value: 2 }]);
      expect(await series('chatelaine.stale_served')).to.deep.equal([
        { attributes: { ...found, 'chatelaine.cache.state': 'stale', 'error.type': 'THROTTLED' }, value: 1 },
      ]);
    });

    it('nothing any more once it was disposed of', async () => {
      const on = instrument(secrets, options);
      on[Symbol.dispose]();
      on[Symbol.dispose]();
      await secrets.getSecret('a');
      await secrets.getSecret('a');
      expect(finished()).to.deep.equal([]);
      expect((await series('chatelaine.hits')) ?? []).to.deep.equal([]);
      expect((await series('chatelaine.cache.entries')) ?? []).to.deep.equal([]);
    });
  });

  describe('tells of the secrets that it is given', () => {
    const ofVault = { 'chatelaine.backend': 'vault' };

    it('what they keep, and how often their backends are asked', async () => {
      using _on = instrument([secrets], options);
      await secrets.getSecret('a');
      expect(await series('chatelaine.cache.entries')).to.deep.equal([{ attributes: {}, value: 1 }]);
      expect((await series('chatelaine.cache.size'))?.[0]?.value).to.be.greaterThan(CANARY.length);
      expect(await series('chatelaine.backend.requests')).to.deep.equal([{ attributes: ofVault, value: 1 }]);
      expect(await series('chatelaine.backend.throttles')).to.deep.equal([{ attributes: ofVault, value: 0 }]);
    });

    it('how many days are left until a value expires', async () => {
      using _on = instrument(secrets, options);
      await secrets.getSecret('a');
      now += 10 * DAY;
      expect(await series('chatelaine.expiry')).to.deep.equal([{ attributes: ofVault, value: 20 }]);
    });

    it('in which state each backend is', async () => {
      using _on = instrument(secrets, options);
      answer = new SecretsError('UNAVAILABLE', 'vault: down.');
      await secrets.getSecret('a').catch(() => undefined);
      const states = (await series('chatelaine.backend.status'))?.map(({ attributes, value }) => [
        attributes['chatelaine.backend.state'],
        value,
      ]);
      expect(states).to.deep.equal([
        ['healthy', 0],
        ['degraded', 0],
        ['unreachable', 1],
      ]);
    });

    it('nothing when it is given none', async () => {
      using _on = instrument(undefined, options);
      await secrets.getSecret('a');
      expect(await series('chatelaine.cache.entries')).to.equal(undefined);
      expect(finished()).to.have.length(1);
    });
  });

  describe('refuses', () => {
    const refused = (...given: unknown[]) => {
      try {
        instrument(...(given as Parameters<typeof instrument>))[Symbol.dispose]();
      } catch (error) {
        if (SecretsError.is(error, 'INVALID_CONFIG')) return error;
        throw error;
      }
      throw new Error('It was accepted.');
    };

    it('what is no option, with the one that was meant', () => {
      const error = refused(secrets, { id: true });
      expect(error.message).to.equal('"id" is not among the options of instrument. Did you mean "ids"?');
      expect(error.field).to.deep.equal(['id']);
    });

    it('a key that is like no option, and does not name it', () => {
      const { message, field } = refused(secrets, { [CANARY]: true });
      expect(message).to.equal(
        'A key is not among the options of instrument. Known here: ids, tracerProvider, meterProvider.',
      );
      expect(field).to.deep.equal(['?']);
    });

    const wrong: readonly [field: string, options: object, hint: string][] = [
      ['ids', { ids: 'yes' }, 'Give true or false.'],
      ['tracerProvider', { tracerProvider: {} }, 'A provider of tracers has the method getTracer.'],
      ['meterProvider', { meterProvider: null }, 'A provider of meters has the method getMeter.'],
    ];
    for (const [field, given, hint] of wrong) {
      it(`an option "${field}" that is none`, () => {
        const error = refused(secrets, given);
        expect(error.message).to.equal(`"${field}" is not valid. ${hint}`);
        expect(error.field).to.deep.equal([field]);
      });
    }

    it('options that are no object', () => {
      for (const given of [null, true, []])
        expect(refused(secrets, given).message).to.equal(
          'The options of instrument are no object. Pass { ids: true }, or nothing.',
        );
    });

    it('options in the place of secrets', () => {
      for (const given of [{}, { ids: true }, null, [undefined], [secrets, {}]])
        expect(refused(given).message).to.equal(
          'What is to be instrumented are no secrets. Did you mean instrument([], options)? ' +
            'Secrets, or a list of them, come before the options.',
        );
    });

    it('secrets that are not there yet', () => {
      expect(refused(Promise.resolve(secrets)).hint).to.equal(
        'Did you mean instrument(await loadSecrets())?',
      );
    });

    it('nothing that is left out', () => {
      const leftOut = { ids: undefined, tracerProvider: undefined, nothing: undefined };
      instrument(undefined, leftOut)[Symbol.dispose]();
      instrument([], options)[Symbol.dispose]();
    });
  });
});
