import { FileProblem } from './file-problem.js';
import type { ParsedFile, TreeEntry } from './tree.js';

/** White space as Python counts it, which a byte-order mark is not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: Python counts U+001C to U+001F as white space.
const COMMENT = /^(?:(?!\ufeff)[\s\u001c-\u001f\u0085])*#/;
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Reads `KEY=VALUE` lines as Airflow does: everything after the first `=` is the value, with its quotes and spaces.
 * A line that is no entry is a problem of every key that is not found, because it may be the one that was asked for.
 */
export function parseEnv(text: string): ParsedFile {
  const entries: TreeEntry[] = [];
  const problems: FileProblem[] = [];
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line === '' || COMMENT.test(line)) continue;
    try {
      entries.push(entryOf(line, index + 1));
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      problems.push(error);
    }
  }
  const [problem] = problems;
  return { entries: [...entries, ...hiddenByMark(entries)], ...(problem === undefined ? {} : { problem }) };
}

function entryOf(line: string, number: number): TreeEntry {
  const position = { line: number };
  const equals = line.indexOf('=');
  if (equals < 0) {
    throw new FileProblem(position, 'the line has no "="', 'Write KEY=VALUE, or # before a comment.');
  }
  if (equals === 0) throw new FileProblem(position, 'nothing is before the "="', 'Write KEY=VALUE.');
  const key = line.slice(0, equals);
  const text = line.slice(equals + 1);
  if (text !== '') return { key, position, value: { type: 'text', text } };
  const problem = new FileProblem(position, 'nothing is after the "="', 'Write a value, or remove the line.');
  return { key, position, value: { type: 'fault', problem } };
}

/** Whoever asks for the first key of a file that begins with a byte-order mark learns why it is not found. */
function hiddenByMark([first, ...others]: readonly TreeEntry[]): readonly TreeEntry[] {
  if (first === undefined || !first.key.startsWith(BYTE_ORDER_MARK)) return [];
  const key = first.key.slice(1);
  if (others.some((other) => other.key === key)) return [];
  const problem = new FileProblem(
    first.position,
    'a byte-order mark stands before the key',
    'Save the file as UTF-8 without one.',
  );
  return [{ key, position: first.position, value: { type: 'fault', problem } }];
}
