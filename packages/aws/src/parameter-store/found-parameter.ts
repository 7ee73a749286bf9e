import type { FoundSecret } from '@chatelaine/core';
import { dateOf } from '@chatelaine/core/provider';

/** What a read of Parameter Store answers, alone and in a batch. */
export interface ParameterEntry {
  readonly Value?: string | undefined;
  readonly Version?: number | undefined;
  readonly LastModifiedDate?: Date | undefined;
}

/** What was found, or `undefined` where the answer holds no value. */
export function foundParameter(entry: ParameterEntry, name: string): FoundSecret | undefined {
  const { Value, Version } = entry;
  const createdAt = dateOf(entry.LastModifiedDate);
  if (typeof Value !== 'string') return undefined;
  return {
    value: Value,
    name,
    ...(typeof Version === 'number' ? { version: String(Version) } : {}),
    ...(createdAt === undefined ? {} : { createdAt }),
  };
}
