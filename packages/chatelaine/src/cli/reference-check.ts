import type { Secrets, SecretsErrorCode } from '@chatelaine/core';
import { formatSecretRef, parseSecretRef } from '@chatelaine/core';

/** Whether a reference is there, and what reading it lost: never a value. */
export interface ReferenceCheck {
  readonly reference: string;
  readonly outcome: 'found' | 'missing' | 'failed';
  readonly backend?: string;
  readonly code?: SecretsErrorCode;
  readonly message?: string;
  /** What reading the connection left out or changed. */
  readonly losses: readonly string[];
}

/**
 * Asks for references and tells which are there.
 *
 * @throws SecretsError `INVALID_REFERENCE` for one that cannot be right, before any backend is asked
 */
export async function checkReferences(
  secrets: Secrets,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly ReferenceCheck[]> {
  const refs = texts.map((text) => parseSecretRef(text));
  return Promise.all(
    refs.map(async (ref) => {
      const { outcome, origin, code, message, losses } = await secrets.explain(ref, { signal });
      return {
        reference: formatSecretRef(ref),
        outcome,
        ...(origin === undefined ? {} : { backend: origin.backend }),
        ...(code === undefined ? {} : { code }),
        ...(message === undefined ? {} : { message }),
        losses: losses.map((loss) => loss.message),
      };
    }),
  );
}

/** One line a reference, without the messages of failures, and one for each loss. */
export function referenceRows({ reference, outcome, backend, code, losses }: ReferenceCheck): string[][] {
  const said =
    outcome === 'found' ? `found in ${backend}` : outcome === 'missing' ? 'not found' : `failed: ${code}`;
  return [[reference, said], ...losses.map((loss) => ['', `lost in reading: ${loss}`])];
}
