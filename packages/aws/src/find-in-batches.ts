import type { FindResult, FoundSecret, Location, SecretRef } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';

/** How a service is asked for several names at once. */
export interface BatchReader {
  /** How many names one call may hold. */
  readonly size: number;
  locate(ref: SecretRef): Location;
  /** Reads one reference by itself. */
  find(ref: SecretRef): Promise<FoundSecret | undefined>;
  /** Reads names: a result for each. */
  read(names: readonly string[]): Promise<ReadonlyMap<string, FindResult>>;
  /** What the value becomes for a reference. */
  finish(ref: SecretRef, found: FoundSecret): FoundSecret;
}

/**
 * As many results as references, in their order. A version is read by itself, and so is every reference of a call that
 * was refused as a whole: batches are an action of their own in policies, and one name may have sunk the others.
 */
export async function findInBatches(
  refs: readonly SecretRef[],
  reader: BatchReader,
): Promise<readonly FindResult[]> {
  const locations = refs.map((ref) => reader.locate(ref));
  const names = new Set(
    locations.flatMap((location, index) =>
      'names' in location && refs[index]?.version === undefined ? location.names : [],
    ),
  );
  const read = await readAll([...names], reader);
  return Promise.all(
    refs.map(async (ref, index) => {
      const location = locations[index];
      if (location === undefined || 'notHere' in location) return { found: undefined };
      if (ref.version !== undefined || location.names.some((name) => wasRefused(read.get(name))))
        return outcomeOf(reader.find(ref));
      return firstOf(ref, location.names, read, reader);
    }),
  );
}

/** The result of a name whose whole call was refused. */
const REFUSED_CALL: FindResult = { error: 'refused' };
const BY_ONE_NAME = ['ACCESS_DENIED', 'INVALID_REFERENCE', 'INVALID_VALUE'] as const;

const wasRefused = (result: FindResult | undefined): boolean => result === REFUSED_CALL;

async function readAll(
  names: readonly string[],
  { size, read }: BatchReader,
): Promise<ReadonlyMap<string, FindResult>> {
  const chunks = Array.from({ length: Math.ceil(names.length / size) }, (_, index) =>
    names.slice(index * size, (index + 1) * size),
  );
  const results = await Promise.all(
    chunks.map(async (chunk): Promise<Iterable<readonly [string, FindResult]>> => {
      try {
        return await read(chunk);
      } catch (error) {
        const isByOne = BY_ONE_NAME.some((code) => SecretsError.is(error, code));
        const result = isByOne ? REFUSED_CALL : { error };
        return chunk.map((name) => [name, result] as const);
      }
    }),
  );
  return new Map(results.flatMap((result) => [...result]));
}

function firstOf(
  ref: SecretRef,
  names: readonly string[],
  read: ReadonlyMap<string, FindResult>,
  reader: BatchReader,
): FindResult {
  for (const name of names) {
    const result = read.get(name);
    if (result === undefined) continue;
    if ('error' in result) return result;
    if (result.found !== undefined) return { found: reader.finish(ref, result.found) };
  }
  return { found: undefined };
}

async function outcomeOf(finding: Promise<FoundSecret | undefined>): Promise<FindResult> {
  try {
    return { found: await finding };
  } catch (error) {
    return { error };
  }
}
