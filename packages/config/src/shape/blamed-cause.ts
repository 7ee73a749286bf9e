import type { SafeCause } from '@chatelaine/core';
import { SecretsError, safeCause } from '@chatelaine/core';
import type { ExpandedTexts } from './expanded-texts.js';

const PARTS: readonly string[] = ['name', 'code', 'status', 'requestId', 'stack'];

/**
 * What may be kept of the cause of a provider's error, which may hold what expressions stood for. A safe cause is kept as
 * it is: a copy of it would no longer count as one.
 */
export function blamedCause(cause: unknown, expanded: ExpandedTexts): SafeCause | SecretsError | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined;
  if (SecretsError.is(cause)) return expanded.areNone ? cause : undefined;
  if (cause instanceof Error) return safeCause(cause);
  const entries = Object.entries(cause);
  const parts = entries.filter(
    ([key, value]) => PARTS.includes(key) && ['string', 'number'].includes(typeof value),
  );
  if (expanded.areToldBy(parts.map(([, value]) => String(value)).join('\n'))) return undefined;
  return parts.length === entries.length ? (cause as SafeCause) : onlyParts(parts);
}

function onlyParts(parts: readonly (readonly [string, unknown])[]): SafeCause {
  const { name = 'Error', ...rest } = Object.fromEntries(parts) as Partial<SafeCause>;
  return Object.freeze({ name, ...rest });
}
