import { inspect } from 'node:util';
import { expect } from 'chai';
import * as v from 'valibot';
import { parseConnection } from './connection/parse-connection.js';
import { Connection } from './connection.js';
import type { SecretsError } from './errors.js';
import type { StandardResult, StandardSchemaV1 } from './standard-schema.js';
import { caught } from './test-kit/caught.js';
import { ref } from './test-kit/fake-backend.js';

const CANARY = 'kX7canaryZQ9';
const ORIGIN = { backend: 'prod', name: 'airflow-connections-db', fetchedAt: 0, stale: false };

describe('The extra of a connection, read with a schema', () => {
  it('is what the schema returns', () => {
    const schema = v.object({
      timeout: v.pipe(v.string(), v.toNumber(), v.integer()),
      mode: v.optional(v.picklist(['read', 'write']), 'read'),
    });
    const extra: { timeout: number; mode: 'read' | 'write' } = withExtra({ timeout: '30' }).extraAs(schema);
    expect(extra).to.deep.equal({ timeout: 30, mode: 'read' });
  });

  it('is {} for the schema where there is none', () => {
    const connection = new Connection(parseConnection('x://h'), ref('connection', 'db'), ORIGIN);
    expect(connection.extraAs(v.object({ a: v.optional(v.string(), 'none') }))).to.deep.equal({ a: 'none' });
  });

  it('is a fresh copy for each schema, so that none can change what the next one reads', () => {
    const connection = withExtra({ list: [1] });
    connection.extraAs(schemaThat((value) => ({ value: (value as { list: number[] }).list.push(2) })));
    expect(connection.extraAs(v.object({ list: v.array(v.number()) }))).to.deep.equal({ list: [1] });
  });

  it('is INVALID_VALUE where it does not fit, with reference, backend and each path', async () => {
    const schema = v.object({
      timeout: v.number(),
      tls: v.object({ ca: v.string(), hosts: v.array(v.string()) }),
      project: v.string(),
    });
    const connection = withExtra({ timeout: CANARY, tls: { ca: 1, hosts: ['a', 2] } });
    const error = await caught(() => connection.extraAs(schema));
    expect(error).to.include({ code: 'INVALID_VALUE', backend: 'prod', retryable: false });
    expect(error.ref).to.deep.equal(ref('connection', 'db'));
    expect(error.message).to.equal(
      'prod: the extra of connection/db does not fit its schema at "timeout", "tls.ca", "tls.hosts.1", ' +
        '"project" (missing). Correct what is stored, or the schema.',
    );
    expect(shown(error)).not.to.contain(CANARY);
  });

  it('is described without places where the schema gives none', async () => {
    for (const issues of [[], [{ message: CANARY }], [{ message: CANARY, path: [] }]]) {
      const error = await caught(() => withExtra({ a: CANARY }).extraAs(schemaThat(() => ({ issues }))));
      expect(error.message).to.equal(
        'prod: the extra of connection/db does not fit its schema. Correct what is stored, or the schema.',
      );
      expect(shown(error)).not.to.contain(CANARY);
    }
  });

  it('names each place once, and ten at most', async () => {
    const names = Array.from({ length: 12 }, (_unused, index) => `key${index}`);
    const issues = [...names, ...names].map((name) => ({ message: CANARY, path: [{ key: name }] }));
    const error = await caught(() => withExtra({ key0: 1 }).extraAs(schemaThat(() => ({ issues }))));
    expect(error.message).to.contain('at "key0", "key1" (missing),');
    expect(error.message).to.contain('"key9" (missing) and 2 more.');
  });

  it('does not name a key that does not read like a name', async () => {
    const keys = [`${CANARY} x`, `${CANARY}${'y'.repeat(40)}`, Symbol(CANARY)];
    for (const key of keys) {
      const issues = [{ message: CANARY, path: ['outer', { key }] }];
      const error = await caught(() => withExtra({ a: CANARY }).extraAs(schemaThat(() => ({ issues }))));
      expect(error.message).to.contain('at "outer.…" (missing).');
      expect(shown(error)).not.to.contain(CANARY);
    }
  });

  it('does not show what a schema throws', async () => {
    const schema = v.object({
      a: v.pipe(
        v.string(),
        v.transform((text): unknown => JSON.parse(text)),
      ),
    });
    const error = await caught(() => withExtra({ a: CANARY }).extraAs(schema));
    expect(error.code).to.equal('INVALID_VALUE');
    expect(error.message).to.contain('the extra of connection/db made its schema fail.');
    expect(error.cause).to.include({ name: 'SyntaxError' });
    expect(shown(error)).not.to.contain(CANARY).and.not.to.contain(CANARY.slice(0, 4));
  });

  it('is refused to an asynchronous schema, whose later failure is nobody else’s', async () => {
    const schema = v.pipeAsync(
      v.unknown(),
      v.checkAsync(async () => Promise.reject(new Error(CANARY))),
    );
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): unknown => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    try {
      const error = await caught(() => withExtra({ a: CANARY }).extraAs(schema));
      expect(error.code).to.equal('INVALID_CONFIG');
      expect(error.message).to.equal(
        'The schema for the extra of connection/db is asynchronous. Check what needs I/O after the extra has been read.',
      );
      await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).to.deep.equal([]);
    } finally {
      process.off('unhandledRejection', listen);
    }
  });
});

function withExtra(extra: object): Connection {
  const parsed = parseConnection(JSON.stringify({ conn_type: 'x', extra }));
  return new Connection(parsed, ref('connection', 'db'), ORIGIN);
}

function schemaThat<Output>(
  validate: (value: unknown) => StandardResult<Output>,
): StandardSchemaV1<unknown, Output> {
  return { '~standard': { version: 1, vendor: 'test', validate } };
}

const shown = (error: SecretsError): string =>
  [error.stack, inspect(error, { showHidden: true, depth: 9, getters: true }), JSON.stringify(error)].join(
    '\n',
  );
