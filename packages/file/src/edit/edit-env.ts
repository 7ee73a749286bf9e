import { FileProblem } from '../file-problem.js';
import type { TextEdit } from './text-edit.js';

/** Changes lines of a `.env` file; a new entry comes behind the last one. */
export function editEnv(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const { path, text: value } of edits) {
    const [key = ''] = path;
    const index = lines.findIndex((line) => line.startsWith(`${key}=`));
    const line = value === undefined ? [] : [lineOf(key, value)];
    if (index < 0) lines.push(...line);
    else lines.splice(index, 1, ...line);
  }
  return lines.map((line) => `${line}\n`).join('');
}

function lineOf(key: string, value: string): string {
  if (/[\r\n]/.test(value)) {
    throw new FileProblem(
      {},
      'a .env file has no place for a value of several lines',
      'Use YAML or JSON, or encode the value.',
    );
  }
  if (value === '')
    throw new FileProblem({}, 'a .env file has no place for the empty value', 'Use YAML or JSON.');
  return `${key}=${value}`;
}
