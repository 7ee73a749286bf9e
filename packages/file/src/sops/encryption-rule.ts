import { FileProblem } from '../file-problem.js';

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

/** Groups and classes of letters, with what Go and JavaScript read alike. */
const PLAIN_PATTERN = /^(?:\(\?i\))?(?:[^\\()]|\\[dwDW]|\\[^A-Za-z0-9]|\((?!\?)|\(\?:|\))*$/;
/** A repeated group, or many repetitions, can take JavaScript years; Go reads them in one go. */
const REPEATED_GROUP = /\)[*+{?]/;
const REPETITIONS = /(?<![\\(])[*+{?]/g;
const MOST_REPETITIONS = 2;
const LONGEST_PATTERN = 1_000;
const LONGEST_KEY = 1_000;

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
  const isPlain = pattern.length <= LONGEST_PATTERN && PLAIN_PATTERN.test(pattern);
  const repetitions = pattern.match(REPETITIONS)?.length ?? 0;
  if (!isPlain || REPEATED_GROUP.test(pattern) || repetitions > MOST_REPETITIONS) return refuse(name);
  const ignoresCase = pattern.startsWith('(?i)');
  const regex = compiled(ignoresCase ? pattern.slice(4) : pattern, ignoresCase ? 'iu' : 'u', name);
  return (key) => (key.length <= LONGEST_KEY ? regex.test(key) : refuse(name));
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
