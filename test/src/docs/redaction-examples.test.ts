import { PassThrough, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import type { Redactor } from 'chatelaine/redaction';
import { redactor } from 'chatelaine/redaction';
import type { Logger } from 'pino';
import type { Logform } from 'winston';
import winston from 'winston';
import { ROOT } from '../support/repository.js';
import { runNode } from '../support/run-node.js';

const VALUE = 'pa"ss/wörd-0123';
const UNKNOWN = 'named-sensitive';

const example = async <Example>(file: string): Promise<Example> =>
  (await import(`${ROOT}examples/redaction/${file}`)) as Example;

function knowing(): Redactor {
  const redact = redactor();
  redact.add(VALUE);
  return redact;
}

/** A place to print to, and what was printed there. */
function sink(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}

function expectRedacted(printed: string): void {
  expect(printed).to.include('***');
  for (const leak of [VALUE, JSON.stringify(VALUE).slice(1, -1), encodeURIComponent(VALUE), UNKNOWN])
    expect(printed).not.to.include(leak);
}

describe('The redaction examples', () => {
  it('show what a redactor does', async () => {
    const env = { AIRFLOW_CONN_DB: 'postgres://scott:t1ger%2Ft1ger@db/app' };
    const { status, stdout, stderr } = await runNode([`${ROOT}examples/redaction/redaction.js`], { env });
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
    expect(stdout.split('\n')).to.deep.equal([
      'no log-in with *** or ***',
      'Authorization: Basic c2NvdHQ6***',
      "{ url: 'postgres://scott:***@db/app', apiKey: '***' }",
      '',
    ]);
  });

  it('pino: messages, fields, bindings and errors are redacted, and each line is still JSON', async () => {
    const { redactedPino } = await example<{
      redactedPino(redact: Redactor, options: { destination: Writable }): Logger;
    }>('pino.js');
    const { stream, text } = sink();
    const logger = redactedPino(knowing(), { destination: stream });
    logger.info(`message ${VALUE}`);
    logger.info({ url: encodeURIComponent(VALUE), nested: { apiKey: UNKNOWN } }, 'fields %s', VALUE);
    logger.child({ bound: VALUE }).warn('bound');
    logger.error(new Error(`failed ${VALUE}`, { cause: new Error(VALUE) }));
    const lines = text()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).to.have.length(4);
    expect(lines[1]).to.deep.include({ url: '***', nested: { apiKey: '***' }, msg: 'fields ***' });
    expect(lines[3]?.err).to.include({ type: 'Error' });
    expectRedacted(text());
  });

  it('winston: messages, fields and errors are redacted', async () => {
    const { redactedFormat } = await example<{
      redactedFormat(redact: Redactor, format?: Logform.Format): Logform.Format;
    }>('winston.js');
    for (const format of [winston.format.json(), winston.format.simple()]) {
      const { stream, text } = sink();
      const logger = winston.createLogger({
        format: redactedFormat(knowing(), format),
        transports: [new winston.transports.Stream({ stream })],
      });
      logger.info(`message ${VALUE}`, { nested: { apiKey: UNKNOWN }, url: encodeURIComponent(VALUE) });
      logger.error('failed', new Error(VALUE));
      expect(text().trim().split('\n').length).to.be.at.least(2);
      expectRedacted(text());
    }
  });

  it('console: every method is redacted, until it ends', async () => {
    const { redactConsole } = await example<{
      redactConsole(redact: Redactor, streams: { stdout: Writable; stderr: Writable }): () => void;
    }>('console.js');
    const original = console.log;
    const [stdout, stderr] = [sink(), sink()];
    const end = redactConsole(knowing(), { stdout: stdout.stream, stderr: stderr.stream });
    try {
      console.log('a %s b', VALUE, { password: UNKNOWN });
      console.table([{ value: VALUE }]);
      console.dir({ deep: { value: VALUE } });
      console.error(new Error(VALUE));
      console.trace(VALUE);
    } finally {
      end();
    }
    expect(console.log).to.equal(original);
    expect(stdout.text()).to.match(/^a \*\*\* b \{ password: '\*\*\*' \}\n/);
    expectRedacted(stdout.text());
    expectRedacted(stderr.text());
  });

  it('OpenTelemetry: name, status, attributes, events and links are redacted', async () => {
    const { redactingProcessor } = await example<{
      redactingProcessor(redact: Redactor, next: SpanProcessor): SpanProcessor;
    }>('opentelemetry.js');
    const exporter = new InMemorySpanExporter();
    const provider = new BasicTracerProvider({
      spanProcessors: [redactingProcessor(knowing(), new SimpleSpanProcessor(exporter))],
    });
    const tracer = provider.getTracer('test');
    const linked = tracer.startSpan('linked');
    const span = tracer.startSpan(`GET /${VALUE}`, {
      attributes: {
        'db.statement': `select '${VALUE}'`,
        'http.request.header.authorization': UNKNOWN,
        count: 3,
      },
      links: [{ context: linked.spanContext(), attributes: { value: VALUE } }],
    });
    span.addEvent('failed', { detail: encodeURIComponent(VALUE) });
    span.recordException(new Error(VALUE));
    span.setStatus({ code: 2, message: VALUE });
    span.end();
    await provider.forceFlush();
    const [exported] = exporter.getFinishedSpans() as [ReadableSpan];
    expect(exported.attributes).to.deep.equal({
      'db.statement': "select '***'",
      'http.request.header.authorization': '***',
      count: 3,
    });
    expect(exported.spanContext().traceId).to.equal(span.spanContext().traceId);
    expect(exported.duration).to.have.length(2);
    const { name, status, attributes, events, links } = exported;
    expect(links[0]?.context.spanId).to.equal(linked.spanContext().spanId);
    expectRedacted(JSON.stringify({ name, status, attributes, events, links }));
    await provider.shutdown();
  });

  it('a child process: what it prints is redacted', async () => {
    const { runRedacted } = await example<{
      runRedacted(redact: Redactor, command: string, args: string[], stdout: Writable): Promise<void>;
    }>('child-process.js');
    const stdout = new PassThrough();
    const code = `process.stdout.write(${JSON.stringify(VALUE.slice(0, 5))}); setImmediate(() => console.log(${JSON.stringify(VALUE.slice(5))}))`;
    await runRedacted(knowing(), process.execPath, ['-e', code], stdout);
    stdout.end();
    expect((await buffer(stdout)).toString()).to.equal('***\n');
  });
});
