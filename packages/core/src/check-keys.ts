import { SecretsError } from './errors.js';
import { didYouMean, nearest } from './nearest.js';

/**
 * Refuses a key that is not known. It is named only when it is near a known one: else it may be a value in the wrong place.
 *
 * @param known its keys count
 * @param of what the keys are, for the message: "the options of a read"
 * @throws SecretsError `INVALID_CONFIG`
 */
export function checkKeys(
  given: object,
  known: Readonly<Record<string, unknown>>,
  of: string,
  path: readonly string[] = [],
): void {
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || Object.hasOwn(known, key)) continue;
    const near = nearKey(key, Object.keys(known));
    throw new SecretsError(
      'INVALID_CONFIG',
      `${near === undefined ? 'A key' : `"${key}"`} is not among ${of}.`,
      {
        field: [...path, near === undefined ? '?' : key],
        hint: near ?? didYouMean(key, Object.keys(known)),
      },
    );
  }
}

/** What a config file calls `fresh: 1m` is `freshMs: 60_000` in code. */
function nearKey(key: string, known: readonly string[]): string | undefined {
  const meant = known.find((one) => one === `${key}Ms`) ?? nearest(key, known);
  if (meant === undefined) return undefined;
  return meant.endsWith('Ms')
    ? `Did you mean "${meant}", a number of milliseconds?`
    : `Did you mean "${meant}"?`;
}
