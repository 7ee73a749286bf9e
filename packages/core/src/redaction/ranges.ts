import { ownCopy } from './own-copy.js';

/** How many characters are put together before they become an item of the list that is joined. */
const ROPE = 512;

/** Sorts pairs of start and end by their start, and makes one of those that overlap; those that only touch stay two. */
export function mergeRanges(ranges: readonly number[]): readonly number[] {
  if (areApart(ranges)) return ranges;
  const merged: number[] = [];
  let end = -1;
  for (const [start, stop] of sortedPairs(ranges)) {
    if (start < end) {
      end = Math.max(end, stop);
      merged[merged.length - 1] = end;
      continue;
    }
    merged.push(start, stop);
    end = stop;
  }
  return merged;
}

/** The text with each range, of one at least, replaced. It is a string of its own: nothing of what was replaced is kept alive by it. */
export function replaceRanges(text: string, ranges: readonly number[], replacement: string): string {
  const pieces: string[] = [];
  let piece = '';
  let from = 0;
  const last = ranges.length - 2;
  for (let at = 0; at < last; at += 2) {
    // Ropes cost less than items of a list, and long ones more.
    piece += text.slice(from, ranges[at]) + replacement;
    from = ranges[at + 1] as number;
    if (piece.length < ROPE) continue;
    pieces.push(piece);
    piece = '';
  }
  piece += text.slice(from, ranges[last]);
  return joined(pieces, piece, replacement, text.slice(ranges[last + 1]));
}

/** Joins to a string of its own: only what has two parts or more that are not empty is copied. */
function joined(pieces: string[], piece: string, replacement: string, rest: string): string {
  if (replacement === '') return ownCopy([...pieces, piece, rest].join(''));
  if (rest === '') pieces.push(piece, replacement);
  else pieces.push(piece + replacement, rest);
  return pieces.join('');
}

function areApart(ranges: readonly number[]): boolean {
  for (let at = 2; at < ranges.length; at += 2)
    if ((ranges[at] as number) < (ranges[at - 1] as number)) return false;
  return true;
}

function sortedPairs(ranges: readonly number[]): readonly (readonly [start: number, end: number])[] {
  const pairs: [number, number][] = [];
  for (let at = 0; at < ranges.length; at += 2) pairs.push([ranges[at] as number, ranges[at + 1] as number]);
  return pairs.sort(([one], [other]) => one - other);
}
