import { expect } from 'chai';
import { assert, property, uint8Array } from 'fast-check';
import { crc32c } from './crc32c.js';

describe('crc32c', () => {
  const published: readonly [string, Uint8Array, number][] = [
    ['the check value of the catalogue', Buffer.from('123456789'), 0xe3069283],
    ['32 bytes of zeroes (RFC 3720, B.4)', new Uint8Array(32), 0x8a9136aa],
    ['32 bytes of ones (RFC 3720, B.4)', new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ['32 bytes that count up (RFC 3720, B.4)', Uint8Array.from({ length: 32 }, (_n, i) => i), 0x46dd794e],
    [
      '32 bytes that count down (RFC 3720, B.4)',
      Uint8Array.from({ length: 32 }, (_n, i) => 31 - i),
      0x113fdb5c,
    ],
    ['nothing', new Uint8Array(0), 0],
  ];
  for (const [what, bytes, expected] of published) {
    it(`is what is published for ${what}`, () => expect(crc32c(bytes)).to.equal(expected));
  }

  it('tells any one bit that was changed', () => {
    assert(
      property(
        uint8Array({ minLength: 1, maxLength: 64 }),
        uint8Array({ minLength: 2, maxLength: 2 }),
        (bytes, [at = 0, bit = 0]) => {
          const changed = Uint8Array.from(bytes);
          changed[at % bytes.length] = (changed[at % bytes.length] ?? 0) ^ (1 << (bit % 8));
          return crc32c(changed) !== crc32c(bytes);
        },
      ),
    );
  });
});
