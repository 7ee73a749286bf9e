import { SecretsError } from './errors.js';
import type { JsonValue } from './json.js';
import { safeCause } from './safe-cause.js';
import type { Secret } from './secret.js';
import type { SecretRef } from './secret-ref.js';
import { formatSecretRef } from './secret-ref.js';
import type { StandardIssue, StandardResult, StandardSchemaV1 } from './standard-schema.js';

/** A key that reads like a name, and so is no value that somebody pasted into the wrong place. */
const PLAIN_KEY = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;
const MOST_PATHS = 10;

/** A connection's extra, and what a message may say about it. */
export interface ExtraToCheck {
  readonly extra: Secret | undefined;
  readonly ref: SecretRef;
  readonly backend: string;
}

/**
 * Gives the extra as a schema returns it; an absent one is checked as `{}`. Of what the schema complains about only the
 * paths are kept, because its messages may quote the value.
 *
 * @throws SecretsError `INVALID_VALUE` when the extra does not fit, `INVALID_CONFIG` when the schema is asynchronous
 */
export function extraAs<Output>(schema: StandardSchemaV1<unknown, Output>, checked: ExtraToCheck): Output {
  const input = checked.extra?.json() ?? {};
  const result = validate(schema, input, checked);
  if (result instanceof Promise) {
    // Its failure could hold the value, and nobody waits for it.
    result.catch(() => undefined);
    throw new SecretsError(
      'INVALID_CONFIG',
      `The schema for the extra of ${formatSecretRef(checked.ref)} is asynchronous.`,
      { ref: checked.ref, hint: 'Check what needs I/O after the extra has been read.' },
    );
  }
  if (result.issues === undefined) return result.value;
  throw misfit(checked, `does not fit its schema${placesOf(result.issues, input)}.`);
}

function validate<Output>(
  schema: StandardSchemaV1<unknown, Output>,
  input: JsonValue,
  checked: ExtraToCheck,
): StandardResult<Output> | Promise<StandardResult<Output>> {
  try {
    return schema['~standard'].validate(input);
  } catch (error) {
    throw misfit(checked, 'made its schema fail.', error);
  }
}

function misfit({ ref, backend }: ExtraToCheck, problem: string, error?: unknown): SecretsError {
  return new SecretsError('INVALID_VALUE', `${backend}: the extra of ${formatSecretRef(ref)} ${problem}`, {
    ref,
    backend,
    hint: 'Correct what is stored, or the schema.',
    ...(error === undefined ? {} : { cause: safeCause(error) }),
  });
}

function placesOf(issues: readonly StandardIssue[], input: JsonValue): string {
  const places = new Set(issues.map((issue) => placeOf(issue, input)).filter((place) => place !== ''));
  if (places.size === 0) return '';
  const more = places.size > MOST_PATHS ? ` and ${places.size - MOST_PATHS} more` : '';
  return ` at ${[...places].slice(0, MOST_PATHS).join(', ')}${more}`;
}

function placeOf({ path = [] }: StandardIssue, input: JsonValue): string {
  if (path.length === 0) return '';
  let value: unknown = input;
  const keys = path.map((part) => {
    const key = typeof part === 'object' ? part.key : part;
    value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    return typeof key === 'number' || PLAIN_KEY.test(String(key)) ? String(key) : '…';
  });
  return `"${keys.join('.')}"${value === undefined ? ' (missing)' : ''}`;
}

const isObject = (value: unknown): value is Readonly<Record<PropertyKey, unknown>> =>
  typeof value === 'object' && value !== null;
