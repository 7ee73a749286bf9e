import { expect } from 'chai';
import fc from 'fast-check';
import { secretObject, valueAt } from './secret-object.js';

const holding = (bytes: Uint8Array) =>
  secretObject({ metadata: { name: 'x' }, data: { key: Buffer.from(bytes).toString('base64') } });

describe('A Secret of the API server', () => {
  it('gives back the bytes that were stored, as text where they are UTF-8', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary' }).map(Buffer.from)), (bytes) => {
        const there = holding(bytes);
        const value = there === undefined ? undefined : valueAt(there, 'key');
        expect(Buffer.from(value ?? 'lost').equals(bytes)).to.equal(true);
      }),
    );
  });

  it('keeps a byte order mark and the empty text', () => {
    expect(valueAt(holding(Buffer.from('\ufeffx')) ?? never(), 'key')).to.equal('\ufeffx');
    expect(valueAt(holding(Buffer.from('')) ?? never(), 'key')).to.equal('');
    expect(valueAt(holding(Buffer.from('x')) ?? never(), 'constructor')).to.equal(undefined);
  });

  it('is none without a name, with values that are no text, or with text that is no base64', () => {
    const metadata = { name: 'x' };
    for (const body of [
      {},
      { metadata: {} },
      { metadata, data: [] },
      { metadata, data: { key: 1 } },
      { metadata, data: { key: '%%%' } },
      { metadata, data: { key: 'abc' } },
      { metadata: { name: 'x', labels: { a: 1 } } },
    ]) {
      expect(secretObject(body)).to.equal(undefined);
    }
    expect(secretObject({ metadata, data: null })).to.deep.include({ data: {} });
  });
});

function never(): never {
  throw new Error('It is no Secret.');
}
