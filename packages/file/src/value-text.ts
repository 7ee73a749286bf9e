import { FileProblem } from './file-problem.js';
import type { TreeEntry } from './tree.js';
import { isNull, treeToJson } from './tree.js';

/**
 * The text of a variable or a raw secret: a string as it is, nothing for null, anything else as JSON.
 *
 * @throws FileProblem
 */
export function valueText({ value }: TreeEntry): string | undefined {
  if (isNull(value)) return undefined;
  return value.type === 'text' ? value.text : treeToJson(value);
}

/**
 * The text of a config value: as of a variable, but a list of one item stands for the item.
 *
 * @throws FileProblem
 */
export function configText(entry: TreeEntry): string | undefined {
  if (entry.value.type !== 'list') return valueText(entry);
  const [only, ...others] = entry.value.items;
  if (only !== undefined && others.length === 0) return valueText({ ...entry, value: only });
  throw new FileProblem(
    entry.position,
    'the config value is a list, and not of one item',
    'Write one value.',
  );
}
