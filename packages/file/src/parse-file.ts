import { isUtf8 } from 'node:buffer';
import type { FileFormat } from './file-format.js';
import { FileProblem } from './file-problem.js';
import { loadYaml } from './load-yaml.js';
import { parseEnv } from './parse-env.js';
import { parseJson } from './parse-json.js';
import { parseYaml } from './parse-yaml.js';
import type { ParsedFile, TreeNode } from './tree.js';

/**
 * Reads the content of a file.
 *
 * @throws FileProblem when nothing of it can be read
 */
export async function parseFile(bytes: Buffer, format: FileFormat): Promise<ParsedFile> {
  if (!isUtf8(bytes))
    throw new FileProblem({ line: firstBadLine(bytes) }, 'the text is not UTF-8', 'Save it as UTF-8.');
  const text = bytes.toString('utf8');
  if (format === 'env') return parseEnv(text);
  return objectOf(format === 'json' ? parseJson(text) : parseYaml(text, await loadYaml()));
}

function objectOf(node: TreeNode): ParsedFile {
  if (node.type === 'fault') throw node.problem;
  if (node.type === 'object') return { entries: node.entries };
  throw new FileProblem({ line: 1 }, 'the file is no object', 'Write one "key: value" for each entry.');
}

/** A newline byte is never a part of another character, so lines can be looked at one by one. */
function firstBadLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end;
  }
  return line;
}
