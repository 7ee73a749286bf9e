import { didYouMean, SecretsError } from '@chatelaine/core';
import { parseConnection } from '@chatelaine/core/connection';
import { FileProblem } from './file-problem.js';
import type { TreeEntry, TreeNode } from './tree.js';
import { distinct, isNull, treeToJson } from './tree.js';
import { unknownKey } from './unknown-key.js';

type Fields = ReadonlyMap<string, TreeEntry>;

const FIELDS = [
  'conn_id',
  'conn_type',
  'description',
  'host',
  'login',
  'password',
  'schema',
  'port',
  'extra',
];
const KNOWN: readonly string[] = [...FIELDS, 'extra_dejson', 'uri', 'team_name'];
/** What says where an entry belongs, and is no part of the connection. */
const NOT_IN_TEXT: readonly string[] = ['conn_id', 'team_name', 'uri'];

/**
 * The text of a connection, as every backend gives it: a string as it is, an object of fields as JSON. A list of one
 * stands for its item, and an empty list for no connection, as in Airflow.
 *
 * @throws FileProblem
 */
export function connectionText(entry: TreeEntry): string | undefined {
  const text = listedText(entry);
  if (text !== undefined && text !== '') checkConnection(text, entry);
  return text;
}

/** The chain reads the text again; here it is read so that a fault is told with its line. */
function checkConnection(text: string, entry: TreeEntry): void {
  try {
    parseConnection(text);
  } catch (error) {
    if (!SecretsError.is(error, 'INVALID_VALUE')) throw error;
    throw new FileProblem(entry.position, 'the connection cannot be read', error.message);
  }
}

function listedText(entry: TreeEntry): string | undefined {
  const { value } = entry;
  if (value.type === 'fault') throw value.problem;
  if (value.type !== 'list') return itemText(value, entry);
  const [only, ...others] = value.items;
  if (others.length > 0)
    throw new FileProblem(entry.position, 'more than one connection is listed', 'Keep one of them.');
  return only === undefined ? undefined : itemText(only, entry);
}

function itemText(node: TreeNode, entry: TreeEntry): string {
  if (node.type === 'text') return node.text;
  if (node.type === 'fault') throw node.problem;
  if (node.type === 'object') return fieldsText(fieldsOf(node.entries), entry);
  throw new FileProblem(
    entry.position,
    'a connection is a URI or an object of fields',
    'Write one of the two.',
  );
}

function fieldsOf(entries: readonly TreeEntry[]): Fields {
  const unknown = entries.find(({ key }) => !KNOWN.includes(key));
  if (unknown === undefined) return new Map(distinct(entries).map((entry) => [entry.key, entry]));
  throw new FileProblem(
    unknown.position,
    `${unknownKey(unknown.key, KNOWN)} is no field of a connection`,
    didYouMean(unknown.key, KNOWN),
  );
}

function fieldsText(fields: Fields, entry: TreeEntry): string {
  checkId(fields.get('conn_id'), entry.key);
  checkExtra(fields);
  const uri = fields.get('uri');
  if (uri === undefined || isEmpty(uri.value)) return jsonText(fields);
  const beside = [...fields.values()].find(({ key, value }) => !NOT_IN_TEXT.includes(key) && !isEmpty(value));
  if (uri.value.type === 'text' && beside === undefined) return uri.value.text;
  throw new FileProblem(
    uri.position,
    'a connection has a URI or fields, not both',
    'Remove "uri", or the fields beside it.',
  );
}

function checkId(id: TreeEntry | undefined, key: string): void {
  if (id === undefined || (id.value.type === 'text' && id.value.text === key)) return;
  throw new FileProblem(
    id.position,
    '"conn_id" is not the key of its entry',
    'Make the two equal, or remove "conn_id".',
  );
}

function checkExtra(fields: Fields): void {
  const [extra, decoded] = [fields.get('extra'), fields.get('extra_dejson')];
  if (extra !== undefined && decoded !== undefined) {
    throw new FileProblem(decoded.position, '"extra" and "extra_dejson" are both there', 'Keep one of them.');
  }
  if (decoded !== undefined && decoded.value.type !== 'object') {
    throw new FileProblem(
      decoded.position,
      '"extra_dejson" is no object',
      'Write an object of keys and values.',
    );
  }
}

function isEmpty(node: TreeNode): boolean {
  return node.type === 'text' ? node.text === '' : isNull(node);
}

function jsonText(fields: Fields): string {
  const kept = [...fields.values()].filter(({ key }) => !NOT_IN_TEXT.includes(key));
  const entries = kept.map((entry) => (entry.key === 'extra_dejson' ? { ...entry, key: 'extra' } : entry));
  return treeToJson({ type: 'object', entries });
}
