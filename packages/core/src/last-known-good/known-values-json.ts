import type { KnownValue } from '../last-known-good.js';
import type { SecretRef } from '../secret-ref.js';
import { checkSecretRef } from '../secret-ref.js';
import type { KnownEntry } from './known-values.js';

interface WrittenEntry
  extends Pick<KnownValue, 'backend' | 'name' | 'version' | 'contentType' | 'fetchedAt'> {
  readonly ref: SecretRef;
  readonly text?: string;
  /** In base64. */
  readonly bytes?: string;
  readonly createdAt?: number;
  readonly expiresAt?: number;
}

/** As many entries as fit into so many bytes, in their order, and how many did not. */
export function writeKnownValues(
  entries: readonly KnownEntry[],
  mostBytes: number,
): { json: Buffer; left: number } {
  const written: string[] = [];
  let room = mostBytes - '[]'.length;
  for (const entry of entries) {
    const text = JSON.stringify(writtenEntry(entry));
    room -= Buffer.byteLength(text) + ','.length;
    if (room < 0) break;
    written.push(text);
  }
  return { json: Buffer.from(`[${written.join(',')}]`), left: entries.length - written.length };
}

/** `undefined` for a document that is none; nothing tells what was in it. */
export function readKnownValues(json: Buffer): readonly KnownEntry[] | undefined {
  try {
    return (JSON.parse(json.toString('utf8')) as WrittenEntry[]).map(readEntry);
  } catch (_invalid) {
    return undefined;
  }
}

function writtenEntry({ ref, value: known }: KnownEntry): WrittenEntry {
  const { value, createdAt, expiresAt, ...rest } = known;
  return {
    ref,
    ...rest,
    ...(createdAt === undefined ? {} : { createdAt: createdAt.getTime() }),
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.getTime() }),
    ...(typeof value === 'string' ? { text: value } : { bytes: Buffer.from(value).toString('base64') }),
  };
}

function readEntry(written: WrittenEntry): KnownEntry {
  const { ref, text, bytes, createdAt, expiresAt, ...rest } = written;
  if (typeof rest.backend !== 'string' || typeof rest.name !== 'string' || !Number.isFinite(rest.fetchedAt))
    throw new TypeError('An entry is incomplete.');
  return {
    ref: checkSecretRef(ref),
    value: {
      ...rest,
      value: typeof text === 'string' ? text : Uint8Array.from(Buffer.from(bytes as string, 'base64')),
      ...(createdAt === undefined ? {} : { createdAt: new Date(createdAt) }),
      ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
    },
  };
}
