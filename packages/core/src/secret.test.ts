import assert from 'node:assert';
import { format, inspect } from 'node:util';
import v8 from 'node:v8';
import { AssertionError, expect } from 'chai';
import type { Origin } from './secret.js';
import { Secret } from './secret.js';
import { caught } from './test-kit/caught.js';
import { ref } from './test-kit/fake-backend.js';

const CANARY = 'kX7-canary-zQ9';
const origin: Origin = { backend: 'prod', name: 'airflow-variables-hello', fetchedAt: 0, stale: false };
const secretOf = (value: string | Uint8Array): Secret => new Secret(value, ref('variable', 'hello'), origin);

describe('A secret', () => {
  const printers: readonly [string, (secret: Secret) => string][] = [
    ['a template', (secret) => `${secret}`],
    ['concatenation', (secret) => `x${String(secret)}`],
    ['a number', (secret) => String(Number(secret))],
    ['JSON', (secret) => JSON.stringify({ secret })],
    ['inspect', (secret) => inspect(secret)],
    [
      'inspect of all that is hidden',
      (secret) => inspect(secret, { showHidden: true, getters: true, depth: 9 }),
    ],
    [
      'inspect without custom printing',
      (secret) => inspect(secret, { customInspect: false, showHidden: true, getters: true }),
    ],
    ['%o %O %j %s', (secret) => format('%o %O %j %s', secret, secret, secret, secret)],
    ['keys and entries', (secret) => format(Object.entries(secret), Reflect.ownKeys(secret), { ...secret })],
    ['structuredClone', (secret) => inspect(structuredClone(secret), { showHidden: true })],
    ['v8.serialize', (secret) => v8.serialize(secret).toString('latin1')],
    ['an error message', (secret) => inspect(new Error(`failed with ${secret}`, { cause: secret }))],
    [
      'a failed assertion of chai',
      (secret) => inspect(failureOf(() => expect(secret).to.deep.equal({ a: 1 }))),
    ],
    [
      'a failed assertion of Node',
      (secret) => inspect(failureOf(() => assert.deepStrictEqual(secret, { a: 1 }))),
    ],
  ];
  for (const [printer, print] of printers) {
    it(`does not print through ${printer}`, () => {
      expect(print(secretOf(CANARY))).not.to.include(CANARY);
      expect(print(secretOf(Buffer.from(CANARY)))).not.to.include(CANARY);
    });
  }

  it('prints what it is', () => {
    expect(`${secretOf(CANARY)}`).to.equal('[secret variable/hello]');
    expect(inspect(secretOf(CANARY))).to.equal('[secret variable/hello]');
    expect(JSON.stringify(secretOf(CANARY))).to.equal('"[secret variable/hello]"');
    expect(`${new Secret(CANARY, ref('connection', 'db'), origin, 'password')}`).to.equal(
      '[secret connection/db password]',
    );
  });

  it('reveals text as it is, the empty string and a byte order mark included', () => {
    for (const text of ['', 'line one\nline two', '\ufeffmarked', '${env:HOME}', '日本語']) {
      expect(secretOf(text).reveal()).to.equal(text);
      expect(secretOf(new TextEncoder().encode(text)).reveal()).to.equal(text);
    }
  });

  it('keeps bytes bytes, and hands out copies', () => {
    const bytes = Uint8Array.of(0xff, 0x00, 0x80);
    const secret = secretOf(bytes);
    secret.bytes().fill(0);
    expect(secret.bytes()).to.deep.equal(bytes);
  });

  it('says that bytes are no text without showing one', async () => {
    const error = await caught(() => secretOf(Uint8Array.of(0xff)).reveal());
    expect(error).to.include({ code: 'INVALID_VALUE', backend: 'prod' });
    expect(error.message).to.equal(
      'prod: the value of variable/hello is not UTF-8 text. Use bytes() for binary values.',
    );
  });

  it('parses JSON anew for each caller', () => {
    const secret = secretOf('{"a":[1]}');
    expect(secret.json()).to.deep.equal({ a: [1] });
    expect(secret.json()).not.to.equal(secret.json());
  });

  it('says that a value is not JSON without quoting it', async () => {
    const error = await caught(() => secretOf(CANARY).json());
    expect(error.code).to.equal('INVALID_VALUE');
    expect(inspect(error, { showHidden: true, depth: 9 })).not.to.include(CANARY.slice(0, 3));
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(secretOf('x'))).to.equal(true);
  });
});

function failureOf(assertion: () => unknown): unknown {
  try {
    assertion();
  } catch (error) {
    if (error instanceof AssertionError || error instanceof assert.AssertionError) return error;
    throw error;
  }
  throw new Error('Expected the assertion to fail, and it did not.');
}
