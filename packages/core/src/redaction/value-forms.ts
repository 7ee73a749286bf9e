import { isUtf8 } from 'node:buffer';
import { base64Forms } from './base64-forms.js';
import { jsonForms } from './json-forms.js';
import { percentForms } from './percent-forms.js';

/** A value as it is and in every encoding in which it is known, each form once. */
export function valueForms(value: string | Uint8Array): ReadonlySet<string> {
  const bytes = Buffer.from(value as string);
  if (typeof value !== 'string' && !isUtf8(value)) return new Set([byteText(bytes), ...base64Forms(bytes)]);
  const text = typeof value === 'string' ? value : bytes.toString();
  const texts = [text, ...jsonForms(text), ...percentForms(text)];
  return new Set([...texts, ...texts.map(byteText), ...base64Forms(bytes)]);
}

/** Bytes as a text of one character each, which is how a stream of bytes is read; of a text, those of its UTF-8. */
export function byteText(value: string | Uint8Array): string {
  return Buffer.from(value as string).toString('latin1');
}
