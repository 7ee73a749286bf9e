import type { Document, Node, Pair, Scalar } from 'yaml';
import type { Position } from './file-problem.js';
import { FileProblem } from './file-problem.js';
import { Lines } from './lines.js';
import type { TreeEntry, TreeNode } from './tree.js';
import { MAX_DEPTH, MERGE_KEY } from './tree.js';

/** The package that parses YAML. */
export type Yaml = typeof import('yaml');

/** What YAML allows nowhere in a text. */
const FORBIDDEN = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const JSON_NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
/** How many values the aliases of a file may repeat, all together. */
const MAX_REPEATED = 10_000;

const TAG = 'tag:yaml.org,2002:';
const TAGS_OF_TEXT: readonly unknown[] = [undefined, '!', `${TAG}str`, `${TAG}map`, `${TAG}seq`];
const TAGS_OF_LITERALS: readonly unknown[] = [`${TAG}int`, `${TAG}float`, `${TAG}bool`, `${TAG}null`];

/** What is passed on of the parser's findings: the code says what, and its messages quote the text. */
const PROBLEM_BY_CODE: Readonly<Record<string, string>> = {
  BAD_INDENT: 'the indentation does not fit the lines above',
  TAB_AS_INDENT: 'a tab indents the line; YAML wants spaces',
  MISSING_CHAR: 'a character is missing here, such as a quote or a bracket at the end',
  BAD_SCALAR_START: 'a value begins with a character that must be in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a second ":" is in one line; put the value in quotes',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines',
  MULTIPLE_DOCS: 'a second document begins here',
};

/**
 * Reads YAML 1.2 into a tree: no merge keys, no tags but those of JSON's types.
 *
 * @throws FileProblem where the text is no YAML
 */
export function parseYaml(text: string, yaml: Yaml): TreeNode {
  const lines = new Lines(text);
  const forbidden = text.search(FORBIDDEN);
  if (forbidden >= 0)
    throw new FileProblem(lines.positionOf(forbidden), 'a control character is here', 'Remove it.');
  const document = composed(text, yaml);
  const [error] = document.errors;
  if (error !== undefined) {
    const problem = PROBLEM_BY_CODE[error.code] ?? 'the text is no YAML here';
    throw new FileProblem(lines.positionOf(error.pos[0]), problem);
  }
  if (document.contents === null) {
    throw new FileProblem({ line: 1 }, 'the file is empty', 'Write {} for no entries.');
  }
  return new YamlReader(yaml, lines).value(document.contents, 0);
}

function composed(text: string, yaml: Yaml): Document.Parsed {
  try {
    return yaml.parseDocument(text, {
      version: '1.2',
      schema: 'core',
      intAsBigInt: true,
      merge: false,
      prettyErrors: false,
      resolveKnownTags: false,
      uniqueKeys: false,
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new FileProblem({ line: 1 }, `values are nested more than ${MAX_DEPTH} deep`);
  }
}

class YamlReader {
  readonly #yaml: Yaml;
  readonly #lines: Lines;
  readonly #anchors = new Map<string, TreeNode>();
  readonly #sizes = new WeakMap<TreeNode, number>();
  #repeatedSize = 0;

  constructor(yaml: Yaml, lines: Lines) {
    this.#yaml = yaml;
    this.#lines = lines;
  }

  value(node: unknown, depth: number): TreeNode {
    if (node === null || node === undefined) return { type: 'literal', json: 'null' };
    if (!this.#yaml.isNode(node)) throw new FileProblem({ line: 1 }, 'the text is no YAML');
    if (depth > MAX_DEPTH) throw this.#problem(node, `values are nested more than ${MAX_DEPTH} deep`);
    if (this.#yaml.isAlias(node)) return this.#repeated(node);
    const read = this.#read(node, depth);
    this.#sizes.set(read, 1 + childrenOf(read).reduce((sum, child) => sum + this.#sizeOf(child), 0));
    if ('anchor' in node && typeof node.anchor === 'string') this.#anchors.set(node.anchor, read);
    return read;
  }

  #read(node: Node, depth: number): TreeNode {
    if (this.#yaml.isMap(node)) {
      const entries = node.items.map((pair) => this.#entry(pair, node, depth + 1));
      return this.#tagFault(node) ?? { type: 'object', entries };
    }
    if (this.#yaml.isSeq(node)) {
      const items = node.items.map((item) => this.value(item, depth + 1));
      return this.#tagFault(node) ?? { type: 'list', items };
    }
    if (this.#yaml.isScalar(node)) return this.#tagFault(node) ?? this.#scalar(node);
    throw this.#problem(node, 'the text is no YAML here');
  }

  #entry(pair: Pair, map: Node, depth: number): TreeEntry {
    const { key } = pair;
    if (!this.#yaml.isScalar(key)) throw this.#problem(map, 'a key is no plain text', 'Put it in quotes.');
    return {
      key: typeof key.value === 'string' ? key.value : (key.source ?? ''),
      position: this.#positionOf(key),
      value: this.#tagFault(key) ?? this.#mergeFault(key) ?? this.value(pair.value, depth),
    };
  }

  /** YAML 1.1 read `<<` as "and the keys of"; what a reader of 1.2 makes of it is not what was meant. */
  #mergeFault(key: Scalar): TreeNode | undefined {
    if (key.source !== MERGE_KEY || key.type !== 'PLAIN') return undefined;
    return this.#fault(key, 'a merge key ("<<") is not read here', 'Write the keys out.');
  }

  #scalar(node: Scalar): TreeNode {
    const { value, source = '' } = node;
    if (typeof value === 'string') return { type: 'text', text: value };
    if (JSON_NUMBER.test(source)) return { type: 'literal', json: source };
    if (/^[-+]?0[0-9]/.test(source)) {
      return this.#fault(
        node,
        'a number begins with 0',
        'Put it in quotes, so that it is text, or leave the 0 out.',
      );
    }
    if (typeof value === 'bigint') return { type: 'literal', json: value.toString() };
    const json = JSON.stringify(value);
    if (typeof value === 'number' && !Number.isFinite(value)) {
      return this.#fault(node, 'a number is not finite', 'Put it in quotes, so that it is text.');
    }
    return { type: 'literal', json };
  }

  /** An alias is the value that its anchor had above it, and so never a part of itself. */
  #repeated(alias: Node & { readonly source: string }): TreeNode {
    const value = this.#anchors.get(alias.source);
    if (value === undefined) throw this.#problem(alias, 'an alias has no anchor above it');
    this.#repeatedSize += this.#sizeOf(value);
    if (this.#repeatedSize > MAX_REPEATED) {
      throw this.#problem(alias, `aliases repeat more than ${MAX_REPEATED} values`);
    }
    return value;
  }

  #sizeOf(node: TreeNode): number {
    return this.#sizes.get(node) ?? 1;
  }

  /** A tag that means nothing here, or that the value does not fit. */
  #tagFault(node: Node): TreeNode | undefined {
    if (TAGS_OF_TEXT.includes(node.tag)) return undefined;
    const fits = this.#yaml.isScalar(node) && typeof node.value !== 'string';
    if (fits && TAGS_OF_LITERALS.includes(node.tag)) return undefined;
    return this.#fault(node, 'a YAML tag is not known here, or does not fit its value', 'Remove the tag.');
  }

  #fault(node: Node, problem: string, hint: string): TreeNode {
    return { type: 'fault', problem: this.#problem(node, problem, hint) };
  }

  #problem(node: Node, problem: string, hint?: string): FileProblem {
    return new FileProblem(this.#positionOf(node), problem, hint);
  }

  #positionOf(node: Node): Position {
    return this.#lines.positionOf(node.range?.[0] ?? 0);
  }
}

function childrenOf(node: TreeNode): readonly TreeNode[] {
  if (node.type === 'object') return node.entries.map(({ value }) => value);
  return node.type === 'list' ? node.items : [];
}
