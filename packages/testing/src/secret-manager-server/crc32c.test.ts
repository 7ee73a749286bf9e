import { expect } from 'chai';
import { crc32c } from './crc32c.js';

describe('The checksum of the Secret Manager server', () => {
  it('has the published check values', () => {
    expect(crc32c(Buffer.from('123456789'))).to.equal(0xe3069283);
    expect(crc32c(new Uint8Array(32))).to.equal(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).to.equal(0x62a8ab43);
  });
});
