import { inspect } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import { redactor } from './redactor.js';

const HARD = 'p@:/?#[]%&=+ "\'\\$é日€😀;,|<>{}()*!~^`%2F\n-';
const values = fc.string({ unit: 'binary', minLength: 12, maxLength: 40 });

/** How an application may encode a value before it prints it. */
const ENCODINGS: readonly [string, (value: string) => string][] = [
  ['as it is', (value) => value],
  ['encodeURIComponent', encodeURIComponent],
  [
    'encodeURIComponent in lower case',
    (value) => encodeURIComponent(value).replaceAll(/%../g, (code) => code.toLowerCase()),
  ],
  ['encodeURI', encodeURI],
  ['a form', (value) => new URLSearchParams({ value }).toString().slice('value='.length)],
  ['JSON', (value) => JSON.stringify(value).slice(1, -1)],
  ['JSON inside of JSON', (value) => JSON.stringify(JSON.stringify(value)).slice(3, -3)],
  ['base64', (value) => Buffer.from(value).toString('base64')],
  ['base64url', (value) => Buffer.from(value).toString('base64url')],
];

describe('The forms of a value', () => {
  for (const [name, encode] of ENCODINGS) {
    it(`are known: ${name}`, () => {
      const check = (value: string): void => {
        const redact = redactor();
        if (redact.add(value)) expect(redact.text(`<${encode(value)}>`)).to.equal('<***>');
      };
      check(HARD);
      fc.assert(fc.property(values, check), { numRuns: 200 });
    });
  }

  const written: readonly [string, string, string][] = [
    ["Python's quote", 'a/b c(d)é!~', 'a/b%20c%28d%29%C3%A9%21~'],
    ["Python's quote of everything", 'a/b c(d)é!~', 'a%2Fb%20c%28d%29%C3%A9%21~'],
    ["Python's quote_plus", 'a/b c(d)é!~', 'a%2Fb+c%28d%29%C3%A9%21~'],
    ["Python's json.dumps", 'pässwörd"日', 'p\\u00e4ssw\\u00f6rd\\"\\u65e5'],
    ['JSON with escaped slashes', 'a/b/c/d/e/f', 'a\\/b\\/c\\/d\\/e\\/f'],
  ];
  for (const [name, value, form] of written) {
    it(`are known: ${name}`, () => {
      const redact = redactor();
      redact.add(value);
      expect(redact.text(`<${form}>`)).to.equal('<***>');
    });
  }

  it('are known as the user and the password of a URL', () => {
    const redact = redactor();
    redact.add(HARD.replaceAll('\n', '').replaceAll('%', ''));
    const url = new URL('http://host/');
    url.password = HARD.replaceAll('\n', '').replaceAll('%', '');
    expect(redact.text(url.href)).to.equal('http://:***@host/');
  });

  it('are known as util.inspect prints them on one line', () => {
    const redact = redactor();
    redact.add('quo"te and back\\slash');
    expect(redact.text(inspect({ a: 'quo"te and back\\slash' }))).to.equal("{ a: '***' }");
  });

  it('are known inside of longer base64, but for up to four bits at each end', () => {
    for (const before of ['', 'u', 'us', 'usr', 'user:'])
      for (const after of ['', 'a', 'ab', 'abc'])
        for (const alphabet of ['base64', 'base64url'] as const) {
          const redact = redactor();
          redact.add('??>>-the-value-??>>');
          const text = Buffer.from(`${before}??>>-the-value-??>>${after}`).toString(alphabet);
          const left = redact.text(text).split('***');
          expect(left).to.have.length(2);
          const room = Math.ceil((before.length * 8) / 6) + Math.ceil((after.length * 8) / 6) + 4;
          expect(left.join('').length).to.be.at.most(room);
          expect(left.join('')).not.to.include('LXRoZS12YWx1ZS');
        }
  });

  it('of bytes that are no text are their base64, and the bytes in a stream', () => {
    const bytes = Uint8Array.from({ length: 24 }, (_, n) => 255 - n * 7);
    const redact = redactor();
    expect(redact.add(bytes)).to.equal(true);
    expect(redact.text(Buffer.from(bytes).toString('base64'))).to.equal('***');
  });

  it('can be added to', () => {
    const redact = redactor(undefined, { forms: (value) => [value.toUpperCase()] });
    redact.add('lower-case-value');
    expect(redact.text('LOWER-CASE-VALUE')).to.equal('***');
  });
});
