import { format, inspect } from 'node:util';
import { expect } from 'chai';
import { parseConnection } from '../connection/parse-connection.js';
import { Connection } from '../connection.js';
import { Secret } from '../secret.js';
import { ref } from '../test-kit/fake-backend.js';
import { redactor } from './redactor.js';

const VALUE = 's3cr3t-value-0123';
const knowing = () => {
  const redact = redactor();
  redact.add(VALUE);
  return redact;
};
const shown = (value: unknown): string =>
  `${inspect(value, { depth: 30, showHidden: true, getters: true })} ${format('%o', value)}`;

describe('Redacting an object', () => {
  const holders: readonly [string, unknown][] = [
    ['a text', VALUE],
    ['a list', [[VALUE]]],
    ['a key', { [`key ${VALUE}`]: 1 }],
    ['a map', new Map([[VALUE, { deep: VALUE }]])],
    ['a set', new Set([VALUE])],
    ['an error', new TypeError(`no ${VALUE}`, { cause: { detail: VALUE } })],
    ['an error with fields', Object.assign(new Error('x'), { config: { url: VALUE } })],
    ['an aggregate of errors', new AggregateError([new Error(VALUE)], VALUE)],
    ['a DOM exception', new DOMException(VALUE, 'AbortError')],
    ['bytes', Buffer.from(`a ${VALUE}`)],
    ['a URL', new URL(`http://u:${VALUE}@host/`)],
    ['URL parameters', new URLSearchParams({ a: VALUE })],
    ['a regular expression', new RegExp(VALUE)],
    ['a boxed text', new String(VALUE)],
    ['a promise', Promise.resolve(VALUE)],
    ['what toJSON gives', { toJSON: () => ({ a: VALUE }) }],
    [
      'an object of a class',
      new (class Holder {
        field = VALUE;
      })(),
    ],
    ['an object without a prototype', Object.assign(Object.create(null), { a: VALUE })],
    ['a symbol key', { [Symbol('s')]: VALUE }],
    ['a hidden property', Object.defineProperty({}, 'hidden', { value: VALUE })],
    [
      'what is deeper than the limit',
      Array.from({ length: 40 }).reduce<unknown>((inner) => ({ inner }), VALUE),
    ],
    ['a list below a sensitive name', { password: [Buffer.from('another')] }],
  ];
  for (const [what, value] of holders) {
    it(`leaves nothing of a value in ${what}`, () => {
      expect(shown(knowing().value(value))).not.to.include(VALUE);
    });
  }

  it('changes nothing of the object itself', () => {
    const value = { a: VALUE, list: [VALUE], error: new Error(VALUE) };
    const before = shown(value);
    knowing().value(value);
    expect(shown(value)).to.equal(before);
  });

  it('keeps what is no secret as it was', () => {
    const date = new Date(0);
    const bytes = Uint8Array.of(1, 2, 3);
    const value = {
      a: 1,
      b: 2n,
      c: true,
      d: null,
      e: undefined,
      date,
      bytes,
      list: ['x', ['y']],
      map: new Map([['k', 1]]),
    };
    expect(knowing().value(value)).to.deep.equal(value);
  });

  it('keeps the class of an error, its message and its own fields', () => {
    const error = Object.assign(new TypeError(`no ${VALUE}`), { code: 'E_NO', token: 'x' });
    const copy = knowing().value(error) as TypeError & { code: string; token: string };
    expect(copy).to.be.instanceOf(TypeError);
    expect(copy).to.include({ name: 'TypeError', message: 'no ***', code: 'E_NO', token: '***' });
    expect(copy.stack).to.match(/^TypeError: no \*\*\*\n +at /);
  });

  it('hides a number that is a known value, so that JSON stays JSON', () => {
    const redact = redactor();
    redact.add('8675309001');
    expect(redact.value({ pin: 8675309001, big: 8675309001n, other: 867 })).to.deep.equal({
      pin: '***',
      big: '***',
      other: 867,
    });
  });

  it('keeps a circle a circle', () => {
    const circle: Record<string, unknown> = { a: VALUE };
    circle.self = circle;
    const copy = knowing().value(circle) as Record<string, unknown>;
    expect(copy.self).to.equal(copy);
    expect(copy.a).to.equal('***');
  });

  it('hides what stands both below a sensitive name and elsewhere in one place only', () => {
    const shared = { user: 'scott' };
    expect(knowing().value({ shared, password: shared })).to.deep.equal({
      shared: { user: 'scott' },
      password: { user: '***' },
    });
  });

  it('prints secrets and connections as what they are', () => {
    const origin = { backend: 'env', name: 'x', fetchedAt: 0, stale: false };
    const secret = new Secret(VALUE, ref('variable', 'hello'), origin);
    const connection = new Connection(
      parseConnection(`http://u:${VALUE}@h`),
      ref('connection', 'db'),
      origin,
    );
    expect(knowing().value({ secret, connection })).to.deep.equal({
      secret: '[secret variable/hello]',
      connection: '[secret connection/db]',
    });
  });

  it('runs no getter', () => {
    const value = {
      get field(): string {
        throw new Error('was run');
      },
    };
    expect(redactor().value(value)).to.deep.equal({ field: '[getter]' });
  });

  it('gives a mark instead of what cannot be read', () => {
    const broken = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error(VALUE);
        },
      },
    );
    expect(knowing().value({ broken, a: 1 })).to.deep.equal({ broken: '[redaction failed]', a: 1 });
  });

  it('sets no prototype by a key', () => {
    const copy = redactor().value(JSON.parse('{"__proto__": {"polluted": true}}')) as object;
    expect(Object.getPrototypeOf(copy)).to.equal(Object.prototype);
    expect(Object.keys(copy)).to.deep.equal(['__proto__']);
  });
});
