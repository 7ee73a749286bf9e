import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import { checkKey } from './check-key.js';

describe('A key', () => {
  const key = randomBytes(32);

  for (const [form, given] of [
    ['bytes', key],
    ['base64', key.toString('base64')],
    ['base64 without padding', key.toString('base64').replace('=', '')],
    ['base64url', key.toString('base64url')],
  ] as const) {
    it(`is 32 random bytes as ${form}`, () => {
      expect(Buffer.from(checkKey(given, 'The key'))).to.deep.equal(key);
    });
  }

  it('is copied, so that the caller may overwrite its own', () => {
    const own = Uint8Array.from(key);
    const checked = checkKey(own, 'The key');
    own.fill(0);
    expect(Buffer.from(checked)).to.deep.equal(key);
  });

  it('is never refused when it was drawn at random', () => {
    for (let draw = 0; draw < 10_000; draw += 1) checkKey(randomBytes(32), 'The key');
  });

  const text = 'correct horse battery staple 123';
  for (const [what, given, problem] of [
    ['31 bytes', key.subarray(1), 'is not 32 bytes, nor their base64 text.'],
    ['33 bytes', randomBytes(33), 'is not 32 bytes, nor their base64 text.'],
    ['no bytes', new Uint8Array(), 'is not 32 bytes, nor their base64 text.'],
    ['a passphrase', 'correct horse battery staple', 'is not 32 bytes, nor their base64 text.'],
    ['32 bytes in hex', key.toString('hex'), 'is not 32 bytes, nor their base64 text.'],
    ['base64 with a line end', `${key.toString('base64')}\n`, 'is not 32 bytes, nor their base64 text.'],
    ['nothing', undefined, 'is not 32 bytes, nor their base64 text.'],
    ['32 characters as bytes', Buffer.from(text), 'is text, as a passphrase is, and not random.'],
    ['32 characters in base64', btoa(text), 'is text, as a passphrase is, and not random.'],
    ['zeros', new Uint8Array(32), 'is not random.'],
    ['one byte again and again', new Uint8Array(32).fill(0xe7), 'is not random.'],
    ['eight bytes four times', Buffer.concat(Array(4).fill(randomBytes(8))), 'is not random.'],
    ['bytes that count', Uint8Array.from({ length: 32 }, (_unused, at) => 240 + at), 'is not random.'],
    [
      'bytes that count down',
      Uint8Array.from({ length: 32 }, (_unused, at) => 10 - at * 3),
      'is not random.',
    ],
  ] as const) {
    it(`is not ${what}`, async () => {
      const error = await caught(() => checkKey(given, 'The key'));
      expect(error.code).to.equal('INVALID_CONFIG');
      expect(error.message).to.equal(
        `The key ${problem} A key is 32 random bytes: make one with "openssl rand -base64 32".`,
      );
    });
  }
});
