import { FileProblem } from '../file-problem.js';
import { costOf } from './bounded-pattern.js';

/** Whether the value that these keys lead to is encrypted. */
export type EncryptionRule = (path: readonly string[]) => boolean;

/** By what the metadata calls them: whether a key of the path that fits is encrypted, or left in clear. */
const RULES: Readonly<Record<string, (text: string) => EncryptionRule>> = {
  encrypted_suffix: (text) => (path) => path.some((key) => key.endsWith(text)),
  unencrypted_suffix: (text) => (path) => !path.some((key) => key.endsWith(text)),
  encrypted_regex: (text) => {
    const fits = matcher(text, 'encrypted_regex');
    return (path) => path.some(fits);
  },
  unencrypted_regex: (text) => {
    const fits = matcher(text, 'unencrypted_regex');
    return (path) => !path.some(fits);
  },
  encrypted_comment_regex: () => refuse('encrypted_comment_regex'),
  unencrypted_comment_regex: () => refuse('unencrypted_comment_regex'),
};
const DEFAULT_RULE = ['unencrypted_suffix', '_unencrypted'] as const;

const LONGEST_KEY = 1_000;
/** The signs that all keys of one file may have JavaScript look at, which takes it a second or two. */
const MOST_STEPS = 1_000_000_000;

/**
 * Which values the metadata says are encrypted.
 *
 * @throws FileProblem for a rule that is not read here, by its name
 */
export function encryptionRule(metadata: ReadonlyMap<string, string>): EncryptionRule {
  const named = Object.keys(RULES).filter((name) => (metadata.get(name) ?? '') !== '');
  const [name = DEFAULT_RULE[0], second] = named;
  if (second !== undefined)
    throw new FileProblem({}, `the SOPS metadata has both "${name}" and "${second}"`, 'Keep one of the two.');
  const ruleOf = RULES[name] ?? refuse(name);
  return ruleOf(metadata.get(name) || DEFAULT_RULE[1]);
}

function matcher(pattern: string, name: string): (key: string) => boolean {
  const ignoresCase = pattern.startsWith('(?i)');
  const plain = ignoresCase ? pattern.slice(4) : pattern;
  const cost = costOf(plain) ?? refuse(name);
  const regex = compiled(plain, ignoresCase ? 'iu' : 'u', name);
  const known = new Map<string, boolean>();
  let steps = 0;
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const starts = key.length + 1;
    steps += starts * cost.ways * starts ** cost.endless * plain.length;
    if (key.length > LONGEST_KEY || steps > MOST_STEPS) return refuse(name);
    const fits = regex.test(key);
    known.set(key, fits);
    return fits;
  };
}

/** In JavaScript a backslash stands before few signs, in Go before any. */
function compiled(pattern: string, flags: string, name: string): RegExp {
  const source = pattern.replaceAll(
    /\\([^A-Za-z0-9])/gu,
    (_whole, sign: string) => `\\u{${sign.codePointAt(0)?.toString(16)}}`,
  );
  try {
    return new RegExp(source, flags);
  } catch (error) {
    if (error instanceof SyntaxError) return refuse(name);
    throw error;
  }
}

function refuse(name: string): never {
  throw new FileProblem(
    {},
    `the SOPS metadata has "${name}" with a rule that is not read here`,
    'Use a suffix, or a regular expression of plain words, such as ^(password|token)$.',
  );
}
