import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { assert, property, string, uint8Array } from 'fast-check';
import { caught } from '../test-kit/caught.js';
import type { SealOptions } from './seal.js';
import { seal, unseal } from './seal.js';

const PATH = '/var/lib/app/known-good';
const PLAIN = Buffer.from('a plain value');
const ringKey = (id: string) => ({ id, key: randomBytes(32) });

describe('A sealed file', () => {
  const key = ringKey('2026-01');
  const options: SealOptions = { keys: [key], context: 'a chain' };
  const refusalOf = (sealed: Buffer, more: Partial<SealOptions> = {}) =>
    caught(() => unseal(sealed, { ...options, ...more }, PATH));

  it('gives back what was sealed, whatever it and its context are', () => {
    assert(
      property(uint8Array({ maxLength: 5_000 }), string({ unit: 'binary' }), (plain, context) => {
        const both = { ...options, context };
        return unseal(seal(plain, both), both, PATH).equals(plain);
      }),
    );
  });

  it('is never the same twice: salt and nonce are drawn for each', () => {
    const sealed = Array.from({ length: 100 }, () => seal(PLAIN, options));
    const parts = sealed.flatMap((one) => {
      const salt = one.length - PLAIN.length - 16 - 12 - 32;
      return [one.toString('hex', salt, salt + 32), one.toString('hex', salt + 32, salt + 44)];
    });
    expect(new Set(parts).size).to.equal(200);
  });

  it('holds no six characters of what was sealed, in clear, in hex or in base64', () => {
    const text = 'correct-horse-battery-staple-0123456789';
    const sealed = seal(Buffer.from(text), options);
    const forms = [sealed.toString('latin1'), sealed.toString('base64'), sealed.toString('hex')];
    for (let start = 0; start + 6 <= text.length; start += 1) {
      const window = text.slice(start, start + 6);
      for (const form of forms) {
        expect(form).not.to.include(window);
        expect(form).not.to.include(Buffer.from(window).toString('base64'));
        expect(form).not.to.include(Buffer.from(window).toString('hex'));
      }
    }
  });

  it('is refused when it ends early, wherever', async () => {
    const sealed = seal(PLAIN, options);
    for (let length = 0; length < sealed.length; length += 1) {
      const error = await refusalOf(sealed.subarray(0, length));
      expect(error.code, `${length} bytes`).to.equal('INVALID_VALUE');
      expect(error.message).to.include(PATH);
    }
  });

  it('is refused when any bit of it is another', async () => {
    const sealed = seal(PLAIN, options);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect((await refusalOf(changed)).code, `bit ${bit}`).to.match(/^INVALID_(VALUE|CONFIG)$/);
    }
  });

  it('is refused when something follows', async () => {
    expect((await refusalOf(Buffer.concat([seal(PLAIN, options), Buffer.from([0])]))).code).to.equal(
      'INVALID_VALUE',
    );
  });

  it('is opened by each key that is given, and sealed by the first', () => {
    const old = seal(PLAIN, options);
    const next = ringKey('2026-02');
    const both: SealOptions = { ...options, keys: [next, key] };
    expect(unseal(old, both, PATH)).to.deep.equal(PLAIN);
    expect(unseal(seal(PLAIN, both), { ...options, keys: [next] }, PATH)).to.deep.equal(PLAIN);
  });

  it('tells a key that is not given from another key of the same id', async () => {
    const sealed = seal(PLAIN, options);
    expect((await refusalOf(sealed, { keys: [ringKey('other')] })).message).to.equal(
      `The last known good file ${PATH} was written with another key. ` +
        'Add that key to "keys", behind the new one; the next live answers replace the file.',
    );
    expect((await refusalOf(sealed, { keys: [ringKey('2026-01')] })).message).to.equal(
      `The last known good file ${PATH} is damaged and is not used, or was written with another key of the same id. ` +
        'The next live answers replace it.',
    );
  });

  it('is refused for another context, and says so', async () => {
    const error = await refusalOf(seal(PLAIN, options), { context: 'another chain' });
    expect(error.message).to.include('was written for other backends or another context');
  });

  it('is told from a file of somebody else, and from a format that is not known', async () => {
    expect((await refusalOf(Buffer.from('root:x:0:0:root:/root:/bin/sh\n'))).message).to.equal(
      `${PATH} is no last known good file, and is left as it is. Name another path, or move that file away.`,
    );
    const sealed = seal(PLAIN, options);
    sealed[16] = 2;
    expect((await refusalOf(sealed)).message).to.include('has a format that is not known here');
  });
});
