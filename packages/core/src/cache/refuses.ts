import type { ChainStep } from '../chain-step.js';
import type { SecretsErrorCode } from '../errors.js';

const REFUSALS: ReadonlySet<SecretsErrorCode> = new Set([
  'ACCESS_DENIED',
  'UNAUTHENTICATED',
  'INVALID_VALUE',
]);

/** Whether a backend said that what it once answered is not to be served any more. */
export function refuses({ outcome, error }: ChainStep): boolean {
  return outcome === 'missing' || (error !== undefined && REFUSALS.has(error.code));
}
