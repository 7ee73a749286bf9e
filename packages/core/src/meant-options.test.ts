import { expect } from 'chai';
import { meantOptions, oneOfMeant } from './meant-options.js';

describe('What a key that is near no option may stand for', () => {
  const known = ['url', 'mountPoint', 'connectionsPrefix', 'variablesPrefix', 'tokenFile', 'caFile', 'path'];
  const meant: readonly [string, readonly string[]][] = [
    ['address', ['url']],
    ['ADDRESS', ['url']],
    ['prefix', ['connectionsPrefix', 'variablesPrefix']],
    ['mount', ['mountPoint']],
    ['file_name', ['path']],
    ['oint', []],
    ['constructor', []],
    ['hunter2', []],
    ['', []],
  ];
  for (const [key, options] of meant) {
    it(`is ${JSON.stringify(options)} for ${JSON.stringify(key)}`, () => {
      expect(meantOptions(key, known)).to.deep.equal(options);
    });
  }

  it('is nothing when it may be too many', () => {
    expect(
      meantOptions(
        'prefix',
        ['a', 'b', 'c', 'd', 'e'].map((kind) => `${kind}Prefix`),
      ),
    ).to.deep.equal([]);
  });

  it('is asked as a question', () => {
    expect(oneOfMeant(['url', 'path'])).to.equal('Did you mean "url" or "path"?');
  });
});
