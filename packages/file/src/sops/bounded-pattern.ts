/** What Go and JavaScript read alike: signs, classes, groups that are not repeated, and ends. */
const SIGN = String.raw`\\[dwDW]|\\[^A-Za-z0-9]|\[\^?(?:\\[dwDW]|\\[^A-Za-z0-9]|[^\\[\]])+\]|[^\\()[\]{}*+?|^$]`;
const REPETITION = String.raw`[*+?]|\{\d{1,3}(?:,\d{0,3})?\}`;
const TOKEN = new RegExp(String.raw`(?<sign>${SIGN})(?<repetition>${REPETITION})?|\((?:\?:)?|[)|^$]`, 'suy');
const MOST_REPETITIONS = 2;
const LONGEST = 1_000;
/** So many ways to match, without those of its repetitions, are more than any list of words has. */
const MOST_WAYS = 1_000;

/** How many ways there are to match a text, which is what JavaScript tries where Go reads in one go. */
export interface PatternCost {
  /** Through alternatives, and repetitions that have an end. */
  readonly ways: number;
  /** How many repetitions have no end: each may take any number of signs. */
  readonly endless: number;
}

/** The ways of the alternatives that are complete, and of the one that is being read. */
interface Group {
  done: number;
  current: number;
}

/** The cost of a pattern, or `undefined` where JavaScript may read it differently or has too much to try. */
export function costOf(pattern: string): PatternCost | undefined {
  if (pattern.length > LONGEST) return undefined;
  const groups: Group[] = [{ done: 0, current: 1 }];
  let repetitions = 0;
  let endless = 0;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < pattern.length) {
    const token = TOKEN.exec(pattern);
    const group = groups.at(-1);
    if (token === null || group === undefined) return undefined;
    const repetition = token.groups?.repetition;
    if (token[0].startsWith('(')) groups.push({ done: 0, current: 1 });
    else if (token[0] === '|') closeAlternative(group);
    else if (token[0] === ')') {
      closeAlternative(group);
      groups.pop();
      const outer = groups.at(-1);
      if (outer === undefined) return undefined;
      outer.current *= group.done;
    } else if (repetition !== undefined) {
      const ways = waysOf(repetition);
      repetitions += 1;
      if (ways === undefined) endless += 1;
      else group.current *= ways;
    }
  }
  const [whole, open] = groups;
  if (whole === undefined || open !== undefined) return undefined;
  closeAlternative(whole);
  return repetitions > MOST_REPETITIONS || whole.done > MOST_WAYS ? undefined : { ways: whole.done, endless };
}

function closeAlternative(group: Group): void {
  group.done += group.current;
  group.current = 1;
}

/** How often a sign may be repeated, by its repetition; `undefined`: without end. */
function waysOf(repetition: string): number | undefined {
  if (repetition === '?') return 2;
  const [, least = '', most] = /^\{(\d+)(?:,(\d*))?\}$/.exec(repetition) ?? [];
  if (least === '' || most === '') return undefined;
  return Math.max(1, Number(most ?? least) - Number(least) + 1);
}
