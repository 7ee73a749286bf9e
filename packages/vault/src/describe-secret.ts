import type { SecretDescription } from '@chatelaine/core';
import type { KvEngine } from './kv/kv-engine.js';
import type { KvPlace } from './secret-name.js';

/** What the first of some places says about a version, the newest unless named; `undefined` when none has it. */
export async function describeSecret(
  engine: KvEngine,
  places: readonly KvPlace[],
  version: string | undefined,
  signal: AbortSignal,
): Promise<SecretDescription | undefined> {
  for (const place of places) {
    const description = await engine.describe(place, version, signal);
    if (description !== undefined) return description;
  }
  return undefined;
}
