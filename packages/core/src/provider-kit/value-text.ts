import type { SecretValue } from '../backend.js';
import { SecretsError } from '../errors.js';

/** Bytes as text where they are UTF-8, else as they are: many services do not tell the two apart. */
export function textOrBytes(bytes: Uint8Array): SecretValue {
  return textOf(bytes) ?? new Uint8Array(bytes);
}

/** What a value is written as, and for what a message calls it. */
export interface TextSubject {
  readonly backend: string;
  readonly name: string;
  /** What to do with bytes that are none, in a sentence. */
  readonly hint: string;
}

/**
 * A value as the text that a service can hold.
 *
 * @throws SecretsError `INVALID_VALUE` for bytes that are no UTF-8
 */
export function valueText(value: SecretValue, { backend, name, hint }: TextSubject): string {
  const text = typeof value === 'string' ? value : textOf(value);
  if (text !== undefined) return text;
  throw new SecretsError('INVALID_VALUE', `${backend}: the bytes for "${name}" are no UTF-8.`, {
    backend,
    hint,
  });
}

/** A byte order mark stays, so that text goes back as the bytes that it was. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
