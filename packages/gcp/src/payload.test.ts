import { expect } from 'chai';
import { assert, property, string, uint8Array } from 'fast-check';
import { payloadOf, readPayload } from './payload.js';

describe('A payload', () => {
  it('carries its checksum as a decimal number', () => {
    expect(payloadOf('123456789')).to.deep.equal({ data: 'MTIzNDU2Nzg5', dataCrc32c: '3808858755' });
  });

  it('gives back text as text, and bytes that are none as bytes', () => {
    assert(property(string({ unit: 'grapheme' }), (text) => sameValue(text, text)));
    assert(
      property(uint8Array(), (bytes) => {
        const read = readPayload(payloadOf(bytes));
        return typeof read === 'object' && Buffer.from(read.value).equals(bytes);
      }),
    );
  });

  it('is text also when it begins with a byte order mark or holds none of it', () => {
    expect(sameValue('\ufeffx', '\ufeffx')).to.equal(true);
    expect(readPayload({})).to.deep.equal({ value: '' });
  });

  it('is read without a checksum, and refused with another one', () => {
    expect(readPayload({ data: 'eA==' })).to.deep.equal({ value: 'x' });
    expect(readPayload({ data: 'eA==', dataCrc32c: '1' })).to.equal('damaged');
  });

  for (const odd of [
    undefined,
    null,
    'eA==',
    { data: 7 },
    { data: '%%%%' },
    { data: 'eA=' },
    { data: 'eA==x' },
  ]) {
    it(`is none when it is ${JSON.stringify(odd)}`, () => expect(readPayload(odd)).to.equal('unreadable'));
  }
});

function sameValue(text: string, expected: string): boolean {
  const read = readPayload(payloadOf(text));
  return typeof read === 'object' && read.value === expected;
}
