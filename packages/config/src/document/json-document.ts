import { SecretsError } from '@chatelaine/core';
import type { ConfigDocument } from '../config-document.js';
import { offsetOfJsonFault } from './json-fault.js';
import type { ConfigText } from './read-config-file.js';
import { yamlDocument } from './yaml-document.js';
import { describeYamlErrors } from './yaml-problem.js';

/**
 * Reads JSON with positions. JSON is YAML, and YAML's reader tells lines and repeated keys.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function jsonDocument(file: ConfigText): ConfigDocument {
  const document = yamlDocument(file, describeJsonErrors);
  if (isJson(file.text)) return document;
  throw new SecretsError('INVALID_CONFIG', `${file.source}${placeOfFault(file.text)}: this is not JSON.`, {
    hint: 'Remove comments and trailing commas, and put double quotes around keys and text; or name the file .yaml.',
  });
}

const describeJsonErrors: typeof describeYamlErrors = (errors, text) => {
  const [first] = errors;
  if (first === undefined || first.code === 'RESOURCE_EXHAUSTION') return describeYamlErrors(errors, text);
  const hint = 'Check the commas, quotes and brackets here and just before.';
  return { offset: first.pos[0], problem: 'this is not JSON.', hint };
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** `:line:column` of the fault, or nothing when no single place can be named. */
function placeOfFault(text: string): string {
  const offset = offsetOfJsonFault(text);
  if (offset === undefined) return '';
  const before = text.slice(0, offset).split('\n');
  return `:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}
