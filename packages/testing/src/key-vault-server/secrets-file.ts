import { readFile } from 'node:fs/promises';
import type { InitialSecret } from './key-vault-server-options.js';

const SETTINGS: Readonly<Record<string, (value: unknown) => boolean>> = {
  value: (value) => typeof value === 'string',
  enabled: (value) => typeof value === 'boolean',
  contentType: (value) => typeof value === 'string',
};

/** Reads the secrets a vault begins with from a JSON file; an error names the file and the secret, never a value. */
export async function readSecretsFile(path: string): Promise<Record<string, InitialSecret>> {
  const parsed = parseJson(await readFile(path, 'utf8'), path);
  if (!isObject(parsed)) throw new Error(`${path}: expected an object of names and values.`);
  for (const [name, secret] of Object.entries(parsed)) {
    if (!isInitialSecret(secret)) {
      throw new Error(`${path}: secret ${JSON.stringify(name)} must be text, or an object with "value".`);
    }
  }
  return parsed as Record<string, InitialSecret>;
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's own message quotes the text.
    if (error instanceof SyntaxError) throw new Error(`${path}: not JSON.`);
    throw error;
  }
}

function isInitialSecret(secret: unknown): boolean {
  if (typeof secret === 'string') return true;
  if (!isObject(secret) || !('value' in secret)) return false;
  return Object.entries(secret).every(([key, value]) => SETTINGS[key]?.(value) === true);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
