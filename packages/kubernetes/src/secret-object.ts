import type { JsonObject, SecretValue } from '@chatelaine/core';
import { dateOf, isJsonObject, textIn, textOrBytes } from '@chatelaine/core/provider';

/** A Secret as the API server gives it. */
export interface SecretObject {
  readonly name: string;
  readonly uid?: string | undefined;
  readonly resourceVersion?: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly createdAt?: Date | undefined;
  readonly updatedAt?: Date | undefined;
  /** The values in base64, by key. */
  readonly data: Readonly<Record<string, string>>;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Reads a Secret, or the part of one that holds its metadata only; `undefined` where it is neither. */
export function secretObject(body: JsonObject): SecretObject | undefined {
  const metadata = isJsonObject(body.metadata) ? body.metadata : {};
  const name = textIn(metadata, 'name');
  const data = textMap(body.data, (text) => BASE64.test(text));
  const labels = textMap(metadata.labels);
  if (name === undefined || data === undefined || labels === undefined) return undefined;
  return {
    name,
    labels,
    data,
    uid: textIn(metadata, 'uid'),
    resourceVersion: textIn(metadata, 'resourceVersion'),
    createdAt: dateOf(textIn(metadata, 'creationTimestamp')),
    updatedAt: lastUpdate(metadata),
  };
}

/** The value under a key: text, or bytes where it is no UTF-8. */
export function valueAt({ data }: SecretObject, key: string): SecretValue | undefined {
  const encoded = Object.hasOwn(data, key) ? data[key] : undefined;
  if (encoded === undefined) return undefined;
  return textOrBytes(Buffer.from(encoded, 'base64'));
}

/** Absent is empty; a value that is no text, or not the text that it should be, makes it no map. */
function textMap(
  value: JsonObject[string] | undefined,
  accepts: (text: string) => boolean = () => true,
): Readonly<Record<string, string>> | undefined {
  if (value === undefined || value === null) return {};
  if (!isJsonObject(value)) return undefined;
  const isText = Object.values(value).every((text) => typeof text === 'string' && accepts(text));
  return isText ? (value as Record<string, string>) : undefined;
}

function lastUpdate({ managedFields }: JsonObject): Date | undefined {
  const times = (Array.isArray(managedFields) ? managedFields : []).flatMap((entry) => {
    const time = isJsonObject(entry) ? dateOf(textIn(entry, 'time')) : undefined;
    return time === undefined ? [] : [time.getTime()];
  });
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}
