import { eachInTurn } from './each-in-turn.js';
import { SecretsError } from './errors.js';
import type { ReadOptions } from './reads.js';
import type { Resolution } from './resolution.js';
import type { SecretRef } from './secret-ref.js';

export interface TurnParts {
  /** How many are read at a time. */
  readonly atATime: number;
  /** What is kept and can be served at once. */
  readonly kept: (ref: SecretRef) => Resolution | undefined;
  /** It rejects for nothing but a wait that ended early. */
  readonly read: (ref: SecretRef, options: ReadOptions) => Promise<Resolution>;
  /** Waits for work, and no longer than the caller wants to. */
  readonly within: (work: (inside?: AbortSignal) => Promise<void>) => Promise<void>;
}

/**
 * Reads many references, each when one before it has ended, so that whoever else wants one need not wait for those before it.
 * One result a reference, in their order.
 *
 * @throws SecretsError `CLOSED`
 */
export async function readInTurn(
  refs: readonly SecretRef[],
  isFresh: boolean,
  { atATime, kept, read, within }: TurnParts,
): Promise<readonly Resolution[]> {
  const results: Resolution[] = [];
  const readOne = async (ref: SecretRef, index: number, inside?: AbortSignal) => {
    const isOver = () => inside?.aborted === true;
    if (isOver()) return;
    const options = inside === undefined ? { fresh: isFresh } : { fresh: isFresh, signal: inside };
    const resolution = (isFresh ? undefined : kept(ref)) ?? (await settled(ref, read(ref, options)));
    // What was cut short is told as the end of the whole call.
    if (!isOver()) results[index] = resolution;
  };
  try {
    await within((inside) => eachInTurn(refs, atATime, (ref, index) => readOne(ref, index, inside)));
  } catch (error) {
    const end = endOfWait(error);
    return refs.map((ref, index) => results[index] ?? { error: end.with({ ref }), steps: [] });
  }
  return results;
}

/** A wait that ended early, as the result of its reference. @throws SecretsError `CLOSED` */
export async function settled(ref: SecretRef, reading: Promise<Resolution>): Promise<Resolution> {
  try {
    return await reading;
  } catch (error) {
    return { error: endOfWait(error).with({ ref }), steps: [] };
  }
}

function endOfWait(error: unknown): SecretsError {
  if (!SecretsError.is(error) || SecretsError.is(error, 'CLOSED')) throw error;
  return error;
}
