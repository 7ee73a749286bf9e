import { expect } from 'chai';
import { Secret } from './secret.js';
import { ref } from './test-kit/fake-backend.js';

const secretOf = (value: string | Uint8Array): Secret =>
  new Secret(value, ref('variable', 'hello'), { backend: 'prod', name: 'hello', fetchedAt: 0, stale: false });

describe('Comparing a secret without revealing it', () => {
  it('takes another secret, text and bytes', () => {
    const secret = secretOf('pässword');
    for (const same of [secretOf('pässword'), 'pässword', new TextEncoder().encode('pässword')])
      expect(secret.equals(same)).to.equal(true);
    for (const other of [secretOf('password'), 'pässword ', '', new Uint8Array()])
      expect(secret.equals(other)).to.equal(false);
  });

  it('compares binary values byte by byte', () => {
    expect(secretOf(Uint8Array.of(0xff, 0)).equals(Uint8Array.of(0xff, 0))).to.equal(true);
    expect(secretOf(Uint8Array.of(0xff, 0)).equals(Uint8Array.of(0xfe, 0))).to.equal(false);
  });

  it('knows the empty value', () => {
    expect(secretOf('').equals('')).to.equal(true);
  });
});
