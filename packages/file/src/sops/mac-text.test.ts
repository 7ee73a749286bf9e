import { expect } from 'chai';
import fc from 'fast-check';
import { macText } from './mac-text.js';

describe('A number in the MAC of SOPS', () => {
  it('is written as Go writes it', () => {
    for (const [json, text] of [
      ['5', '5'],
      ['-0', '0'],
      ['1.50', '1.5'],
      ['5.0', '5'],
      ['1e3', '1000'],
      ['1e21', '1000000000000000000000'],
      ['1.5e-7', '0.00000015'],
      ['-12.5', '-12.5'],
      ['9223372036854775807', '9223372036854775807'],
      ['9223372036854775808', undefined],
      ['1e999', undefined],
      ['true', 'True'],
      ['false', 'False'],
      ['null', ''],
    ] as const)
      expect(macText(json), json).to.equal(text);
  });

  it('never has an exponent, and means the same', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const text = macText(number.toExponential());
        expect(text).to.match(/^-?[0-9]+(?:\.[0-9]+)?$/);
        expect(Number(text)).to.equal(number);
      }),
    );
  });
});
