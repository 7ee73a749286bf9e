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

/** The text with each range replaced. It is a string of its own: nothing of what was replaced is kept alive by it. */
export function replaceRanges(text: string, ranges: readonly number[], replacement: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < ranges.length; at += 2) {
    parts.push(text.slice(from, ranges[at]), replacement);
    from = ranges[at + 1] as number;
  }
  parts.push(text.slice(from));
  return parts.join('');
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
