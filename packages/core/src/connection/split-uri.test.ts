import { expect } from 'chai';
import { isScheme, splitUri, type UriParts } from './split-uri.js';

const NOTHING = { scheme: '', authority: undefined, path: '', query: undefined, fragment: undefined };

describe('A URI is cut', () => {
  const cut: readonly [uri: string, parts: Partial<UriParts>][] = [
    ['', {}],
    ['x:', { scheme: 'x' }],
    ['X+1.-://a', { scheme: 'x+1.-', authority: 'a', authorityAt: 8 }],
    ['x_y://a', { path: 'x_y://a' }],
    ['1x://a', { path: '1x://a' }],
    ['ſ://a', { path: 'ſ://a' }],
    [':a', { path: ':a' }],
    ['//a/b', { authority: 'a', path: '/b', authorityAt: 2 }],
    ['x:/b', { scheme: 'x', path: '/b' }],
    ['x://', { scheme: 'x', authority: '', authorityAt: 4 }],
    ['x://a/b?c#d', { scheme: 'x', authority: 'a', path: '/b', query: 'c', fragment: 'd', authorityAt: 4 }],
    ['x://a?c/d?e', { scheme: 'x', authority: 'a', query: 'c/d?e', authorityAt: 4 }],
    ['x://a#c?d#e', { scheme: 'x', authority: 'a', fragment: 'c?d#e', authorityAt: 4 }],
    ['x://a?#', { scheme: 'x', authority: 'a', query: '', fragment: '', authorityAt: 4 }],
    ['x://a/?', { scheme: 'x', authority: 'a', path: '/', query: '', authorityAt: 4 }],
    ['\x00 x://a b', { scheme: 'x', authority: 'a b', authorityAt: 6, start: 2, cleaned: true }],
    ['x:/\t/a\r\n/b', { scheme: 'x', authority: 'a', path: '/b', cleaned: true }],
    ['\u00a0x://a', { path: '\u00a0x://a' }],
  ];
  for (const [uri, parts] of cut) {
    it(`when it is ${JSON.stringify(uri)}`, () => {
      expect(splitUri(uri)).to.deep.equal({
        ...NOTHING,
        authorityAt: undefined,
        start: 0,
        cleaned: false,
        ...parts,
      });
    });
  }

  it('behind a scheme, which begins with a letter', () => {
    expect(['x', 'X9+.-'].every(isScheme)).to.equal(true);
    expect(['', '9', '-x', 'x_y', 'x y', 'é'].some(isScheme)).to.equal(false);
  });
});
