import type { JsonObject, SecretValue } from '@chatelaine/core';
import { isJsonObject, textOrBytes } from '@chatelaine/core/provider';
import { crc32c } from './crc32c.js';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A payload as it is sent: in base64, with the checksum by which the other side sees that it came whole. */
export function payloadOf(value: SecretValue): JsonObject {
  const bytes = Buffer.from(value);
  return { data: bytes.toString('base64'), dataCrc32c: String(crc32c(bytes)) };
}

/**
 * The value of a payload: text where it is text, else bytes. `unreadable`: it is none; `damaged`: it does not fit its
 * checksum.
 */
export function readPayload(payload: unknown): { readonly value: SecretValue } | 'unreadable' | 'damaged' {
  if (!isJsonObject(payload)) return 'unreadable';
  // An empty field is left out of the JSON form of Google's messages.
  const { data = '', dataCrc32c } = payload;
  if (typeof data !== 'string' || !BASE64.test(data)) return 'unreadable';
  const bytes = Buffer.from(data, 'base64');
  if (dataCrc32c !== undefined && String(dataCrc32c) !== String(crc32c(bytes))) return 'damaged';
  return { value: textOrBytes(bytes) };
}
