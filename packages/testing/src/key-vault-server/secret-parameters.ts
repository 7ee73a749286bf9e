import type { SecretSettings } from './vault-contents.js';
import { badParameter } from './vault-error.js';

/** The largest value a secret can have, in bytes. */
const MAX_VALUE_BYTES = 25_600;

const NAME = /^[0-9a-zA-Z-]{1,127}$/;

export interface SecretParameters {
  readonly value?: string;
  readonly settings: SecretSettings;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads the body of a write or an update. */
export function parseSecretParameters(text: string | undefined): SecretParameters {
  const body = parseObject(text);
  const attributes = asObject(body.attributes ?? {}, 'attributes');
  const settings = {
    ...optional('enabled', attributes.enabled, asBoolean),
    ...optional('notBefore', attributes.nbf, asDate),
    ...optional('expires', attributes.exp, asDate),
    ...optional('contentType', body.contentType, asText),
    ...optional('tags', body.tags, asTags),
  };
  return { ...optional('value', body.value, asText), settings };
}

/** A name that Key Vault can hold. */
export function checkedName(name: string): string {
  if (NAME.test(name)) return name;
  throw badParameter('A secret name is 1 to 127 letters, digits and hyphens.');
}

/** The value of a write, which must be there and must not be too long. */
export function checkedValue(value: string | undefined): string {
  if (value === undefined) throw badParameter('The field "value" is required.');
  if (Buffer.byteLength(value) <= MAX_VALUE_BYTES) return value;
  throw badParameter(`The value is longer than ${MAX_VALUE_BYTES} bytes.`);
}

function parseObject(text: string | undefined): Fields {
  if (text === undefined) throw badParameter('The body is too long.');
  try {
    return asObject(JSON.parse(text), 'body');
  } catch (error) {
    if (error instanceof SyntaxError) throw badParameter('The body is not JSON.');
    throw error;
  }
}

function optional<Key extends string, T>(
  key: Key,
  value: unknown,
  parse: (value: unknown, field: string) => T,
): { readonly [K in Key]?: T } {
  return value === undefined || value === null
    ? {}
    : ({ [key]: parse(value, key) } as { readonly [K in Key]: T });
}

function asObject(value: unknown, field: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw badParameter(`The ${field} must be an object.`);
}

function asBoolean(value: unknown, field: string): boolean {
  if (typeof value === 'boolean') return value;
  throw badParameter(`The field "${field}" must be true or false.`);
}

function asText(value: unknown, field: string): string {
  if (typeof value === 'string') return value;
  throw badParameter(`The field "${field}" must be text.`);
}

function asDate(value: unknown, field: string): Date {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return new Date(value * 1000);
  throw badParameter(`The field "${field}" must be in unix seconds.`);
}

function asTags(value: unknown, field: string): Record<string, string> {
  const entries = Object.entries(asObject(value, field));
  return Object.fromEntries(entries.map(([key, text]) => [key, asText(text, field)]));
}
