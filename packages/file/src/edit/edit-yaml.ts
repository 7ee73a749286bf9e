import type { Document, Scalar, YAMLMap } from 'yaml';
import { FileProblem } from '../file-problem.js';
import type { Yaml } from '../parse-yaml.js';
import type { TextEdit } from './text-edit.js';

/** What every reader of YAML takes for text without quotes; `yes` and `2020-01-01` some take for more. */
const PLAIN = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z][a-z0-9_-]*$/i;
const SEALED = /^ENC\[[A-Za-z0-9_,:+/=]+\]$/;
const FIRST_INDENT = /^( +)[^ #\n]/m;

/** Changes a YAML text; comments stay. */
export function editYaml(text: string, edits: readonly TextEdit[], yaml: Yaml): string {
  // Every scalar is a text, so that numbers and dates are written back as they were.
  const document = yaml.parseDocument(text, { schema: 'failsafe', uniqueKeys: false });
  const editor = new YamlEditor(yaml);
  for (const edit of edits) editor.apply(edit, document);
  const [, indent = '  '] = FIRST_INDENT.exec(text) ?? [];
  return document.toString({ indent: indent.length, lineWidth: 0 });
}

class YamlEditor {
  readonly #yaml: Yaml;

  constructor(yaml: Yaml) {
    this.#yaml = yaml;
  }

  apply({ path, text }: TextEdit, document: Document): void {
    const top = this.#mapOf(document.contents);
    document.contents = top;
    if (text === undefined) this.#remove(top, path);
    else this.#set(top, path, this.#scalar(text, SEALED));
  }

  #set(map: YAMLMap, [key = '', ...rest]: readonly string[], scalar: Scalar): void {
    const pair = this.#find(map, key);
    const value = rest.length === 0 ? this.#instead(pair?.value, scalar) : this.#mapOf(pair?.value);
    if (pair === undefined) map.items.push(new this.#yaml.Pair(this.#scalar(key, PLAIN), value));
    else pair.value = value;
    if (rest.length > 0 && this.#yaml.isMap(value)) this.#set(value, rest, scalar);
  }

  #remove(map: YAMLMap, [key = '', ...rest]: readonly string[]): void {
    const pair = this.#find(map, key);
    if (pair === undefined) return;
    if (rest.length > 0) {
      this.#remove(this.#mapOf(pair.value), rest);
    } else {
      this.#instead(pair.value, this.#scalar('', PLAIN));
      map.items.splice(map.items.indexOf(pair), 1);
    }
  }

  #find(map: YAMLMap, key: string) {
    return map.items.find((item) => this.#yaml.isScalar(item.key) && item.key.value === key);
  }

  /** A section without a value is an empty one. */
  #mapOf(node: unknown): YAMLMap {
    if (this.#yaml.isMap(node)) {
      if (node.items.length === 0) node.flow = false;
      return node;
    }
    if (this.#yaml.isAlias(node)) throw new FileProblem({}, 'the section is an alias', 'Write it out.');
    return new this.#yaml.YAMLMap();
  }

  /** What stood around the old value stays; what others point to does not go from under them. */
  #instead(old: unknown, scalar: Scalar): Scalar {
    let anchored = false;
    if (this.#yaml.isNode(old))
      this.#yaml.visit(old, (_key, node) => {
        anchored ||= this.#yaml.isNode(node) && 'anchor' in node && node.anchor !== undefined;
      });
    if (anchored)
      throw new FileProblem({}, 'the value has an anchor, which aliases may use', 'Write the aliases out.');
    if (this.#yaml.isScalar(old)) {
      const { comment, commentBefore, spaceBefore } = old;
      Object.assign(scalar, { comment, commentBefore, spaceBefore });
    }
    return scalar;
  }

  #scalar(text: string, plain: RegExp): Scalar {
    const scalar = new this.#yaml.Scalar(text);
    if (!plain.test(text)) scalar.type = 'QUOTE_DOUBLE';
    return scalar;
  }
}
