import type { FileFormat } from '../file-format.js';
import { loadYaml } from '../load-yaml.js';
import { editEnv } from './edit-env.js';
import { editJson } from './edit-json.js';
import { editYaml } from './edit-yaml.js';

/** What is to be at the end of a path of keys: a text, or nothing. */
export interface TextEdit {
  readonly path: readonly string[];
  readonly text: string | undefined;
}

/**
 * Changes a text that can be parsed, and leaves all else in it as it is: order, numbers, comments.
 *
 * @throws FileProblem where the format has no place for the text
 */
export async function editText(
  text: string,
  format: FileFormat,
  edits: readonly TextEdit[],
): Promise<string> {
  if (format === 'env') return editEnv(text, edits);
  return format === 'json' ? editJson(text, edits) : editYaml(text, edits, await loadYaml());
}
