import { expect } from 'chai';
import { expand, isExpanded } from './expand.js';

const surroundings = { env: { NAME: 'value', EMPTY: '' }, homeDirectory: '/home/me' };

describe('expand', () => {
  const changed: Readonly<Record<string, string>> = {
    'a$NAME.b': 'avalue.b',
    'a${NAME}b': 'avalueb',
    a$EMPTY: 'a',
    '~': '/home/me',
    '~/x': '/home/me/x',
  };
  for (const [text, expected] of Object.entries(changed)) {
    it(`expands ${text}`, () => {
      expect(expand(text, surroundings)).to.equal(expected);
      expect(isExpanded(text, surroundings)).to.equal(true);
    });
  }

  const kept = [
    '$OTHER',
    '${OTHER',
    '$',
    '$$',
    'a~',
    'a/~/b',
    '~other/x',
    '$NAMES',
    '$constructor',
    '$__proto__',
  ];
  for (const text of kept) {
    it(`keeps ${text}`, () => {
      expect(expand(text, surroundings)).to.equal(text);
      expect(isExpanded(text, surroundings)).to.equal(false);
    });
  }

  it('reads text full of "${" once', function () {
    // Reading on to the end from each of them would take minutes.
    this.timeout(60_000);
    const text = '${'.repeat(500_000);

    expect(expand(text, surroundings)).to.equal(text);
  });

  it('builds nothing to tell that something would be expanded', () => {
    const large = { env: { A: 'x'.repeat(1_048_576) }, homeDirectory: '/' };

    expect(isExpanded('$A'.repeat(500_000), large)).to.equal(true);
  });
});
