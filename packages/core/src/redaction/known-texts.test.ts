import { expect } from 'chai';
import fc from 'fast-check';
import { KnownTexts } from './known-texts.js';
import { mergeRanges } from './ranges.js';

const LETTERS = ['a', 'b', 'c', 'é', '日'];
const few = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...LETTERS), { minLength, maxLength }).map((units) => units.join(''));

const knowing = (texts: Iterable<string>): KnownTexts => {
  const known = new KnownTexts();
  for (const text of texts) known.add(text);
  return known;
};

const found = (known: KnownTexts, text: string): readonly number[] => {
  const ranges: number[] = [];
  known.find(text, ranges);
  return mergeRanges(ranges);
};

/** Every occurrence by `indexOf`, merged. */
const oracle = (texts: readonly string[], text: string): readonly number[] => {
  const ranges: number[] = [];
  for (const known of texts)
    for (let at = text.indexOf(known); at >= 0; at = text.indexOf(known, at + 1))
      ranges.push(at, at + known.length);
  return mergeRanges(ranges.length === 0 ? [] : ranges);
};

const sorted = (ranges: readonly number[]): string => JSON.stringify(ranges);

describe('Finding known texts', () => {
  it('finds every occurrence that indexOf finds, of texts that overlap and hold each other', () => {
    fc.assert(
      fc.property(
        fc.array(few(5, 24), { maxLength: 12 }),
        fc.array(fc.oneof(few(0, 30), fc.nat(11)), { maxLength: 12 }),
        (texts, pieces) => {
          const text = pieces
            .map((piece) => (typeof piece === 'string' ? piece : (texts[piece] ?? '')))
            .join('');
          expect(sorted(found(knowing(texts), text))).to.equal(sorted(oracle(texts, text)));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('finds each of thousands that begin alike, end alike, or do both', () => {
    const kinds: readonly ((id: string) => string)[] = [
      (id) => `https://contoso.blob.core.windows.net/container?sig=${id}`,
      (id) => `postgres://app:${id}@db.example.com:5432/app`,
      (id) => `${id}.contoso.onmicrosoft.com`,
    ];
    const texts = kinds.flatMap((kind) =>
      Array.from({ length: 2000 }, (_, n) => kind(String(1_000_000 + n))),
    );
    const known = knowing(texts);
    for (const text of texts) expect(found(known, `x${text}x`)).to.deep.equal([1, 1 + text.length]);
    for (const kind of kinds) expect(found(known, kind('999'))).to.deep.equal([]);
  });

  it('says where the beginning of a known text is cut off by the end, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(few(5, 24), { maxLength: 8 }),
        few(0, 30),
        fc.nat(7),
        fc.nat(24),
        (texts, before, which, length) => {
          const text = before + (texts[which] ?? '').slice(0, length);
          const expected = [...text].findIndex((_, at) =>
            texts.some((known) => known.length > text.length - at && known.startsWith(text.slice(at))),
          );
          expect(knowing(texts).beginning(text)).to.equal(expected < 0 ? text.length : expected);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('knows the beginnings of what is added later', () => {
    const known = knowing(['first-value']);
    expect(known.beginning('seco')).to.equal(4);
    known.add('second-value');
    expect(known.beginning('a seco')).to.equal(2);
  });
});
