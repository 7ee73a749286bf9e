import type { SafeCause } from '@chatelaine/core';
import { SecretsError, safeCause } from '@chatelaine/core';
import type { ExpandedTexts } from './expanded-texts.js';

const PARTS: readonly string[] = ['name', 'code', 'status', 'requestId', 'stack'];

/** What may be kept of a cause that a provider attached to its error, which may hold what expressions stood for. */
export function blamedCause(cause: unknown, expanded: ExpandedTexts): SafeCause | SecretsError | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined;
  if (SecretsError.is(cause)) return expanded.areNone ? cause : undefined;
  if (cause instanceof Error) return safeCause(cause);
  const parts = Object.entries(cause).filter(
    ([key, value]) => PARTS.includes(key) && ['string', 'number'].includes(typeof value),
  );
  const { name = 'Error', ...rest } = Object.fromEntries(parts) as Partial<SafeCause>;
  return expanded.areToldBy(parts.map(([, value]) => String(value)).join('\n'))
    ? undefined
    : Object.freeze({ name, ...rest });
}
