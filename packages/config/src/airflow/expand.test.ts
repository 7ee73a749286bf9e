import { expect } from 'chai';
import { expand } from './expand.js';

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
    it(`expands ${text}`, () => expect(expand(text, surroundings)).to.equal(expected));
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
    it(`keeps ${text}`, () => expect(expand(text, surroundings)).to.equal(text));
  }
});
