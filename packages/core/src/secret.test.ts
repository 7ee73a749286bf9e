import { inspect } from 'node:util';
import { expect } from 'chai';
import type { Origin } from './secret.js';
import { Secret } from './secret.js';
import { caught } from './test-kit/caught.js';
import { ref } from './test-kit/fake-backend.js';
import { PRINTERS } from './test-kit/printers.js';

const CANARY = 'kX7-canary-zQ9';
const origin: Origin = { backend: 'prod', name: 'airflow-variables-hello', fetchedAt: 0, stale: false };
const secretOf = (value: string | Uint8Array): Secret => new Secret(value, ref('variable', 'hello'), origin);

describe('A secret', () => {
  for (const [printer, print] of PRINTERS) {
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
