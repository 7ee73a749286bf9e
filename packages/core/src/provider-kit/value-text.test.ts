import { expect } from 'chai';
import fc from 'fast-check';
import { caught } from '../test-kit/caught.js';
import { textOrBytes, valueText } from './value-text.js';

const SUBJECT = { backend: 'prod', name: 'hello', hint: 'Write them as base64.' };

describe('Bytes of a service', () => {
  it('are text where they are UTF-8, and stay the same bytes either way', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(Buffer.from(textOrBytes(bytes) as Uint8Array)).to.deep.equal(Buffer.from(bytes));
      }),
    );
    expect(textOrBytes(Buffer.from('ä'))).to.equal('ä');
    expect(textOrBytes(Buffer.from([0xff]))).to.deep.equal(new Uint8Array([0xff]));
  });

  it('keep a byte order mark', () => {
    expect(textOrBytes(Buffer.from('\uFEFFx'))).to.equal('\uFEFFx');
  });

  it('are written as text where a service holds text alone, or not at all', async () => {
    expect(valueText('x', SUBJECT)).to.equal('x');
    expect(valueText(Buffer.from('ä'), SUBJECT)).to.equal('ä');
    const error = await caught(() => valueText(new Uint8Array([0xff]), SUBJECT));
    expect(error).to.include({ code: 'INVALID_VALUE', hint: SUBJECT.hint });
  });
});
