import { SecretsError, systemClock } from '@chatelaine/core';
import type { FileFormat } from './file-format.js';
import { FileProblem } from './file-problem.js';
import type { KeyOptions } from './keys/key-source.js';
import { KeySource } from './keys/key-source.js';
import { openFile } from './open-file.js';
import { KEY } from './tool-files.test.fixture.js';
import { treeToJson } from './tree.js';

/** The keys of these options, and of no other place. */
export function keysOf(options: KeyOptions = { ageKey: KEY }, env: Record<string, string> = {}): KeySource {
  return new KeySource(options, { name: 'file', directory: '/nowhere', env, clock: systemClock });
}

/** What a file holds, as JSON. */
export async function jsonOf(
  content: string | Uint8Array,
  format: FileFormat = 'yaml',
  keys: KeySource = keysOf(),
): Promise<string> {
  const { entries } = await openFile(Buffer.from(content), format, keys);
  return treeToJson({ type: 'object', entries });
}

/** Why it cannot be opened, in one line: the code where there is one, and the message. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (SecretsError.is(error)) return `${error.code} ${error.message}`;
    if (error instanceof FileProblem) return error.message;
    throw error;
  }
  throw new Error('It was opened.');
}
