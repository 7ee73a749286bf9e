import { expect } from 'chai';
import fc from 'fast-check';
import type { SecretRef } from './secret-ref.js';
import { checkSecretRef, formatSecretRef, parseSecretRef, SECRET_KINDS } from './secret-ref.js';
import { caught } from './test-kit/caught.js';

describe('A reference as text', () => {
  const readings: readonly [string, SecretRef][] = [
    ['connection/smtp_default', { kind: 'connection', id: 'smtp_default' }],
    ['variable/hello@3f2a', { kind: 'variable', id: 'hello', version: '3f2a' }],
    ['secret/db-password', { kind: 'secret', id: 'db-password' }],
    ['secret/a/b', { kind: 'secret', id: 'a/b' }],
    ['secret/me%40home@2', { kind: 'secret', id: 'me@home', version: '2' }],
    ['config/100%25', { kind: 'config', id: '100%' }],
  ];
  for (const [text, expected] of readings) {
    it(`reads ${text} and writes it again`, () => {
      expect(parseSecretRef(text)).to.deep.equal(expected);
      expect(formatSecretRef(expected)).to.equal(text);
    });
  }

  it('comes back the same from every id and version', () => {
    const part = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme-ascii' });
    const version = fc.option(fc.stringMatching(/^[0-9a-zA-Z-]{1,20}$/), { nil: undefined });
    fc.assert(
      fc.property(fc.constantFrom(...SECRET_KINDS), part, version, (kind, id, given) => {
        const ref = given === undefined ? { kind, id } : { kind, id, version: given };
        expect(parseSecretRef(formatSecretRef(ref))).to.deep.equal(ref);
      }),
    );
  });

  const refused = [
    '',
    'smtp_default',
    'password/x',
    'connection/',
    '/x',
    'secret/50%',
    'secret/a%2Fb',
    'variable/x@',
    'secret/a@b@c',
  ];
  for (const text of refused) {
    it(`refuses ${JSON.stringify(text)} without quoting it`, async () => {
      const error = await caught(() => parseSecretRef(text));
      expect(error.code).to.equal('INVALID_REFERENCE');
      expect(error.hint).to.be.a('string');
    });
  }
});

describe('A checked reference', () => {
  const wrong: readonly [string, SecretRef][] = [
    ['an empty id', { kind: 'secret', id: '' }],
    ['an id of 251 characters', { kind: 'secret', id: 'x'.repeat(251) }],
    ['a line end', { kind: 'secret', id: 'abc\n' }],
    ['a NUL', { kind: 'secret', id: 'a\u0000b' }],
    ['an empty version', { kind: 'secret', id: 'a', version: '' }],
    ['an @ in the version', { kind: 'secret', id: 'a', version: 'b@c' }],
    ['nothing at all', null as unknown as SecretRef],
    ['an empty team', { kind: 'secret', id: 'a', team: '' }],
    ['an unknown kind', { kind: 'password' as 'secret', id: 'a' }],
    ['an id that is no string', { kind: 'secret', id: 7 as unknown as string }],
  ];
  for (const [what, ref] of wrong) {
    it(`has not ${what}`, async () => {
      expect((await caught(() => checkSecretRef(ref))).code).to.equal('INVALID_REFERENCE');
    });
  }

  it('may have an id of 250 characters', () => {
    const longest = { kind: 'secret', id: 'x'.repeat(250) } as const;
    expect(checkSecretRef(longest)).to.deep.equal(longest);
  });

  it('is a copy that nobody can change, of which each part was read once', () => {
    const ids = ['checked', 'evil\n'];
    const changing = {
      kind: 'secret',
      get id() {
        return ids.shift() ?? '';
      },
    } as const;
    const checked = checkSecretRef(changing);
    expect(checked).to.deep.equal({ kind: 'secret', id: 'checked' });
    expect(Object.isFrozen(checked)).to.equal(true);
  });
});
