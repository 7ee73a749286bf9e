import type { FindResult } from '@chatelaine/core';

/** The first result of a batch, thrown when it is an error. */
export async function firstOf(results: Promise<readonly FindResult[]>): Promise<unknown> {
  const [first] = await results;
  if (first !== undefined && 'error' in first) throw first.error;
  return first;
}
