import { SecretsError, safeCause } from '@chatelaine/core';
import { expect } from 'chai';
import { blamedCause } from './blamed-cause.js';
import { ExpandedTexts, isFromSchema } from './expanded-texts.js';

function expanded(...texts: readonly string[]): ExpandedTexts {
  const all = new ExpandedTexts();
  for (const text of texts) all.add(text);
  return all;
}

describe('What expressions stood for', () => {
  const told: readonly (readonly [string, string, string])[] = [
    ['as a whole', 'hunter2-hunter2', 'no user hunter2-hunter2.'],
    ['by any six characters', 'hunter2-hunter2', 'it ends in "unter2"'],
    ['in lower case', 'HUNTER2-HUNTER2', 'no host hunter2-hunter2.example'],
    ['with the escapes of a URL', 'h^n^e^2^h^n^e^2', 'no user h%5En%5Ee%5E2.'],
    ['without the escapes of a URL', 'h%5En%5Ee%5E2', 'no user h^n^e^2.'],
    ['when it is short, as a whole', 'ab1', 'no user "ab1".'],
  ];
  for (const [how, text, sentence] of told) {
    it(`is told ${how}`, () => expect(expanded('other text', text).areToldBy(sentence)).to.equal(true));
  }

  const untold: readonly (readonly [string, string, string])[] = [
    ['five characters', 'hunter2-hunter2', 'it ends in "nter2"'],
    ['a part of a short text', 'ab1', 'no user "ab".'],
    ['any sentence, where the text is empty', '', 'the options do not fit.'],
  ];
  for (const [what, text, sentence] of untold) {
    it(`is not told by ${what}`, () => expect(expanded(text).areToldBy(sentence)).to.equal(false));
  }

  it('is not told by what the schema says to everybody, and by nothing else that is near it', () => {
    const schema = '{"description":"https://NAME.vault.azure.net"}';
    const url = expanded('https://prod.vault.azure.net');

    expect(url.areToldBy('Write https:// and the host.', schema)).to.equal(false);
    expect(url.areToldBy('https://prod', schema)).to.equal(true);
  });

  it('leaves a hint alone that has no word but those of the schema and of core', () => {
    const schema = '{"enum":["azure-cli","default"],"description":"the kind"}';

    expect(isFromSchema('Expected: the kind. One of: azure-cli, default.', schema)).to.equal(true);
    expect(isFromSchema('Expected: the kind. One of: azure-clj.', schema)).to.equal(false);
  });
});

describe('The cause of an error that a provider throws', () => {
  const SAFE = { name: 'TypeError', code: 'ENOENT', status: 404, stack: '    at a (b.js:1:1)' };

  it('is kept when it is a safe one, part by part', () => {
    expect(blamedCause({ ...SAFE, body: 'hunter2-hunter2' }, expanded('hunter2-hunter2'))).to.deep.equal(
      SAFE,
    );
  });

  it('is still shown when it is kept', () => {
    const cause = safeCause(new TypeError('not shown'));
    const error = new SecretsError('INTERNAL', 'x', { cause: blamedCause(cause, expanded('other')) });
    expect(error.cause).to.equal(cause);
  });

  it('is dropped when it tells what an expression stood for', () => {
    expect(blamedCause({ name: 'hunter2-hunter2' }, expanded('hunter2-hunter2'))).to.equal(undefined);
  });

  it('is dropped when it is an error with a sentence, unless there is no expression', () => {
    const cause = new SecretsError('INVALID_VALUE', 'no user hunter2');

    expect(blamedCause(cause, expanded('anything'))).to.equal(undefined);
    expect(blamedCause(cause, expanded())).to.equal(cause);
  });

  it('is made safe when it is an error of somebody else', () => {
    expect(JSON.stringify(blamedCause(new TypeError('hunter2-hunter2'), expanded()))).to.not.include(
      'hunter2',
    );
  });
});
