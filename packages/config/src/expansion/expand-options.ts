import { resolve } from 'node:path';
import type { Env } from '@chatelaine/core';
import type { ConfigField } from '../config-field.js';
import { isPath } from '../document/shown-path.js';
import { splitExpressions, type TextPart } from './expression.js';
import { readExpandedFile } from './read-expanded-file.js';

export interface ExpansionContext {
  readonly env: Env;
  /** Called with every text that an expression stood for, so that no message repeats it. */
  note(text: string): void;
}

/** How deep options may be nested, and how many values they may hold: a config object may hold itself. */
const MAX_DEPTH = 64;
const MAX_VALUES = 10_000;

/**
 * Expands `${env:NAME}` and `${file:PATH}` in every text below a field, once: what they stand for is never expanded.
 *
 * @throws SecretsError `INVALID_CONFIG`, naming the expression and the field
 */
export function expandOptions(options: ConfigField, context: ExpansionContext): unknown {
  let values = 0;
  const expanded = (field: ConfigField): unknown => {
    values += 1;
    if (values > MAX_VALUES) throw options.problem('holds more than 10,000 values.', 'Give fewer.');
    if (field.path.length - options.path.length > MAX_DEPTH) {
      throw options.problem('is nested too deeply.', 'See that nothing in it holds itself.');
    }
    if (typeof field.value === 'string') return expandText(field, field.value, context);
    if (Array.isArray(field.value)) return field.value.map((_item, index) => expanded(field.at(index)));
    if (!field.isMapping) return field.value;
    return Object.fromEntries(field.keys.map((key) => [key, expanded(field.at(key))]));
  };
  return expanded(options);
}

function expandText(field: ConfigField, text: string, context: ExpansionContext): string {
  const parts = splitExpressions(text);
  if (parts === undefined) {
    throw field.problem(
      'holds a "${" that begins no known expression.',
      `Known are \${env:NAME} and \${file:PATH}; write "$\${" for a literal "\${".`,
    );
  }
  const expanded = parts
    .map((part) => ('literal' in part ? part.literal : expand(part, field, context)))
    .join('');
  if (parts.some((part) => 'kind' in part)) context.note(expanded);
  return expanded;
}

function expand(
  part: Exclude<TextPart, { literal: string }>,
  field: ConfigField,
  context: ExpansionContext,
): string {
  const text = part.kind === 'env' ? variable(part.argument, field, context.env) : file(part, field);
  context.note(text);
  return text;
}

function variable(name: string, field: ConfigField, env: Env): string {
  const value = env[name];
  if (typeof value === 'string') return value;
  throw field.error(`${field.name} needs \${env:${name}}, and ${name} is not set.`, `Set ${name}.`);
}

function file(
  { argument, expression }: { argument: string; expression: string },
  field: ConfigField,
): string {
  const result = readExpandedFile(resolve(field.document.directory, argument));
  if ('text' in result) return result.text;
  const shown = isPath(argument) ? expression : 'a ${file:PATH}';
  throw field.error(
    `${field.name} needs ${shown}, and that file ${result.problem}.`,
    result.hint,
    result.cause,
  );
}
