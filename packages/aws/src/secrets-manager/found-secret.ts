import type { FoundSecret } from '@chatelaine/core';
import { dateOf } from '@chatelaine/core/provider';

/** What a read of Secrets Manager answers, alone and in a batch. */
export interface SecretEntry {
  readonly Name?: string | undefined;
  readonly VersionId?: string | undefined;
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
  readonly CreatedDate?: Date | undefined;
}

/** What was found, or `undefined` where the answer holds no value. */
export function foundSecret(entry: SecretEntry, name: string): FoundSecret | undefined {
  const value = entry.SecretString ?? entry.SecretBinary;
  if (typeof value !== 'string' && !(value instanceof Uint8Array)) return undefined;
  const { VersionId } = entry;
  const createdAt = dateOf(entry.CreatedDate);
  return {
    value,
    name,
    ...(typeof VersionId === 'string' ? { version: VersionId } : {}),
    ...(createdAt === undefined ? {} : { createdAt }),
  };
}
