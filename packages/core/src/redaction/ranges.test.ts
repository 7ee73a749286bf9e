import { randomBytes } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import fc from 'fast-check';
import { ChunkRedaction } from './chunk-redaction.js';
import { KnownValues } from './known-values.js';
import { mergeRanges, replaceRanges } from './ranges.js';
import { TextRedaction } from './text-redaction.js';

const LENGTH = 2 ** 18;
const TEXTS = 64;
const EDGE = 40;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const heapUsed = (): number => {
  collect();
  return process.memoryUsage().heapUsed;
};
/** A text that no other string is a part of. */
const longText = (): string => Buffer.alloc(LENGTH, 'x').toString('latin1');

describe('Replacing ranges', () => {
  it('replaces each of those that are apart, however many and long', () => {
    const gap = fc.string({ minLength: 0, maxLength: 300 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(gap, gap), { minLength: 1, maxLength: 30 }),
        gap,
        fc.constantFrom('***', '', 'x'),
        (pairs, rest, replacement) => {
          let text = '';
          const ranges: number[] = [];
          for (const [before, replaced] of pairs) {
            text += before;
            ranges.push(text.length, text.length + replaced.length);
            text += replaced;
          }
          const expected = pairs.map(([before]) => before + replacement).join('') + rest;
          expect(replaceRanges(text + rest, mergeRanges(ranges), replacement)).to.equal(expected);
        },
      ),
    );
  });

  const places: readonly [where: string, ranges: readonly number[]][] = [
    ['in the middle', [EDGE, LENGTH - EDGE]],
    ['at the beginning', [0, LENGTH - EDGE]],
    ['at the end', [EDGE, LENGTH]],
    ['at both ends', [0, EDGE, 2 * EDGE, LENGTH]],
  ];
  for (const [where, ranges] of places) {
    for (const replacement of ['***', '']) {
      it(`keeps nothing alive of a text that is replaced by "${replacement}" ${where}`, () => {
        const before = heapUsed();
        const kept = Array.from({ length: TEXTS }, () => replaceRanges(longText(), ranges, replacement));
        expect(heapUsed() - before).to.be.lessThan((TEXTS * LENGTH) / 4);
        expect(kept).to.have.length(TEXTS);
      });
    }
  }

  it('keeps nothing alive of a chunk of which only the end is given out', () => {
    const value = randomBytes(LENGTH / 4).toString('hex');
    const values = new KnownValues({ limit: 1, isWorthHiding: () => true });
    values.add(value);
    const redaction = new TextRedaction(values, undefined, '');
    const before = heapUsed();
    const kept = Array.from({ length: TEXTS }, () => {
      const chunk = Buffer.from(value + '-'.repeat(EDGE)).toString('latin1');
      return new ChunkRedaction(redaction).push(chunk);
    });
    expect(heapUsed() - before).to.be.lessThan((TEXTS * value.length) / 4);
    expect(kept[0]).to.equal('-'.repeat(EDGE));
  });
});
