import { SecretsError } from './errors.js';
import { meantOptions, oneOfMeant } from './meant-options.js';
import { didYouMean, nearest } from './nearest.js';
import type { SecretsProvider } from './provider.js';
import { safeCause } from './safe-cause.js';
import type { StandardIssue, StandardResult, StandardSchemaV1 } from './standard-schema.js';

type Path = readonly (string | number)[];
type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Gives the options as the provider's schema returns them. Of what the schema complains about only the path is kept,
 * because its messages may quote the value; what is expected there comes from the schema's own description.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function checkOptions<Options>(
  provider: SecretsProvider<Options>,
  input: unknown,
  backend: string,
): Options {
  if (provider.options === undefined) return withoutOptions(input, backend) as Options;
  const result = validated(provider.options, input, backend);
  if (result instanceof Promise) {
    result.catch(() => undefined);
    throw new SecretsError(
      'INVALID_CONFIG',
      `${backend}: the provider "${provider.name}" checks its options asynchronously.`,
      { backend, hint: 'A provider checks options synchronously, and does I/O when it is first asked.' },
    );
  }
  if (result.issues === undefined) return result.value;
  throw optionProblem(result.issues, jsonSchemaOf(provider), input ?? {}, backend);
}

/** A schema that throws may quote the value that it throws about. */
function validated<Options>(
  schema: StandardSchemaV1<unknown, Options>,
  input: unknown,
  backend: string,
): StandardResult<Options> | Promise<StandardResult<Options>> {
  return checking(backend, () => schema['~standard'].validate(input ?? {}));
}

function checking<T>(backend: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw new SecretsError('INVALID_CONFIG', `${backend}: the options cannot be checked.`, {
      backend,
      hint: 'Its provider fails on them; the cause says how.',
      cause: safeCause(error),
    });
  }
}

function withoutOptions(input: unknown, backend: string): undefined {
  if (input === undefined || input === null) return undefined;
  const first = typeof input === 'object' ? checking(backend, () => Object.keys(input))[0] : '';
  if (first === undefined) return undefined;
  throw new SecretsError('INVALID_CONFIG', `${backend}: this provider takes no options.`, {
    backend,
    field: first === '' ? [] : ['?'],
    hint: 'Remove them; its author declares them in the "options" of the provider.',
  });
}

function optionProblem(
  issues: readonly StandardIssue[],
  schema: JsonSchema,
  input: unknown,
  backend: string,
): SecretsError {
  const unknown = unknownKey(schema, input);
  if (unknown !== undefined) {
    const known = Object.keys(propertiesOf(schema));
    const meant = nearest(unknown, known) === undefined ? meantOptions(unknown, known) : [];
    // A key that is near no known one, and no common word for one, may be a value in the wrong place.
    const isNear = nearest(unknown, known) !== undefined || meant.length > 0;
    const label = isNear ? `option "${unknown}"` : 'an option';
    return new SecretsError('INVALID_CONFIG', `${backend}: ${label} is not known.`, {
      backend,
      field: [isNear ? unknown : '?'],
      hint: meant.length > 0 ? oneOfMeant(meant) : didYouMean(unknown, known),
    });
  }
  const field = pathOf(issues[0]);
  const missing = field.length > 0 && valueAt(input, field) === undefined;
  const name = field.join('.');
  const subject = name === '' ? 'the options are' : `option "${name}" is`;
  return new SecretsError('INVALID_CONFIG', `${backend}: ${subject} ${missing ? 'missing' : 'not valid'}.`, {
    backend,
    field,
    ...hintFor(schema, field),
  });
}

function unknownKey(schema: JsonSchema, input: unknown): string | undefined {
  if (schema.additionalProperties !== false || typeof input !== 'object' || input === null) return undefined;
  const known = propertiesOf(schema);
  return Object.keys(input).find((key) => !Object.hasOwn(known, key));
}

function hintFor(schema: JsonSchema, field: Path): { hint?: string } {
  const described = schemaAt(schema, field);
  const description = described.description;
  const values = described.enum;
  const parts = [
    typeof description === 'string' ? `Expected: ${description}.` : undefined,
    Array.isArray(values) ? `One of: ${values.join(', ')}.` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? {} : { hint: parts.join(' ') };
}

function schemaAt(schema: JsonSchema, field: Path): JsonSchema {
  let current = schema;
  for (const key of field) {
    const next = typeof key === 'number' ? current.items : propertiesOf(current)[key];
    if (!isJsonSchema(next)) return {};
    current = next;
  }
  return current;
}

function propertiesOf(schema: JsonSchema): JsonSchema {
  const properties = schema.properties;
  return isJsonSchema(properties) ? properties : {};
}

function jsonSchemaOf<Options>(provider: SecretsProvider<Options>): JsonSchema {
  return provider.options?.['~standard'].jsonSchema?.input({ target: 'draft-2020-12' }) ?? {};
}

function pathOf(issue: StandardIssue | undefined): Path {
  return (issue?.path ?? []).map((part) => {
    const key = typeof part === 'object' ? part.key : part;
    return typeof key === 'number' ? key : String(key);
  });
}

function valueAt(input: unknown, field: Path): unknown {
  return field.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Readonly<Record<string, unknown>>)[key];
  }, input);
}

function isJsonSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
