import type { SafeCause } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import type { ConfigField } from '../config-field.js';
import { expressionsIn } from '../expansion/expression.js';
import { blamedCause } from './blamed-cause.js';
import type { ExpandedTexts } from './expanded-texts.js';
import { isFromSchema } from './expanded-texts.js';

export interface BlameContext {
  readonly backend: string;
  /** The backend's entry in the config. */
  readonly entry: ConfigField;
  /** The provider as messages call it. */
  readonly provider: string;
  /** Texts that `${…}` stood for, of which no message may hold any part. */
  readonly expanded: ExpandedTexts;
  /** The JSON Schema of the provider's options as text; empty where there is none. */
  readonly schema: string;
  /** The first key of the options that the schema does not know: for its place, and never for a message. */
  readonly unknownKey: string | undefined;
}

/** How core and most providers say what is wrong with an option, after the label. */
const ABOUT_AN_OPTION = /^(?:option "[^"]*"|an option|the options) (.*)$/s;
/** What core says itself, and with hints that come from the schema alone. */
const FROM_THE_SCHEMA: ReadonlySet<string> = new Set([
  'is not known.',
  'is missing.',
  'is not valid.',
  'are not valid.',
]);
/** What core writes for a key that may be a value in the wrong place. */
const UNNAMED = '?';

/** The same error with its place in the config, in the config's own terms and free of expanded text. */
export function blamed(error: SecretsError, context: BlameContext): SecretsError {
  const field = fieldOf(error, context);
  const { problem, hint, cause } = safeParts(error, field, context);
  return new SecretsError(error.code, placeOf(error, field, context) + problem, {
    backend: context.backend,
    field: field.safePath,
    hint,
    cause,
  });
}

/**
 * The same for an error of a call. It tells what was found at the place that the option names, and so, unlike a complaint
 * about the option itself, nothing of a text that an expression stood for, unless it quotes it.
 */
export function blamedCall(error: SecretsError, context: BlameContext): SecretsError {
  const field = fieldOf(error, context);
  const said = problemOf(error, context.backend);
  const isQuoting = context.expanded.areToldBy(said, context.schema);
  const subject = subjectOf(field);
  const problem = isQuoting ? `${subject} cannot be used.` : `${subject.replace(/,$/, '')}: ${said}`;
  return new SecretsError(error.code, field.place + problem, {
    backend: context.backend,
    field: field.safePath,
    hint: context.expanded.areNone ? error.hint : safeHint(error, context),
    cause: blamedCause(error.cause, context.expanded),
  });
}

interface Parts {
  readonly problem: string;
  readonly hint: string | undefined;
  readonly cause?: SafeCause | SecretsError | undefined;
}

function safeParts(error: SecretsError, field: ConfigField, context: BlameContext): Parts {
  const tainted = expressionsOf(field).length > 0;
  const subject = subjectOf(field);
  const said = problemOf(error, context.backend);
  const state = ABOUT_AN_OPTION.exec(said)?.[1];
  if (state !== undefined && FROM_THE_SCHEMA.has(state)) {
    const unknown = error.field?.at(-1) === UNNAMED ? 'holds a key that is not' : 'is not';
    const end = state === 'is not known.' ? `${unknown} an option of ${context.provider}.` : state;
    return { problem: `${subject} ${end}`, hint: schemaHint(error, context) };
  }
  if (tainted) return { problem: `${subject} is not valid.`, hint: safeHint(error, context) };
  if (context.expanded.areToldBy(said, context.schema)) {
    return { problem: `${subject}: the options are not valid.`, hint: safeHint(error, context) };
  }
  return {
    problem: state === undefined || error.field === undefined ? `${subject}: ${said}` : `${subject} ${state}`,
    hint: context.expanded.areNone ? error.hint : safeHint(error, context),
    cause: blamedCause(error.cause, context.expanded),
  };
}

function expressionsOf({ value }: ConfigField): readonly string[] {
  return typeof value === 'string' ? expressionsIn(value) : [];
}

function subjectOf(field: ConfigField): string {
  const expressions = expressionsOf(field);
  return expressions.length === 0
    ? field.name
    : `${field.name}, which comes from ${expressions.join(' and ')},`;
}

/** Where the fault is, also when it is a key that no message may show. */
function placeOf({ field }: SecretsError, found: ConfigField, { entry, unknownKey }: BlameContext): string {
  if (field?.at(-1) !== UNNAMED || unknownKey === undefined) return found.place;
  return entry.at('options').at(unknownKey).place;
}

/** The option at fault, or else what names the provider. */
function fieldOf({ field }: SecretsError, { entry, expanded, schema }: BlameContext): ConfigField {
  if (field === undefined) return entry.isMapping ? entry.at('provider') : entry;
  const options = entry.at('options');
  let found = options;
  for (const key of field) {
    if (key === UNNAMED) continue;
    found = found.at(key);
    const isWritten = found.value !== undefined || typeof key === 'number' || isFromSchema(key, schema);
    if (!isWritten && expanded.areToldBy(key)) return options;
  }
  return found;
}

/** What the error says without the label before it and the hint after it. */
function problemOf({ message, hint }: SecretsError, backend: string): string {
  const problem =
    hint !== undefined && message.endsWith(` ${hint}`) ? message.slice(0, -hint.length - 1) : message;
  return problem.startsWith(`${backend}: `) ? problem.slice(backend.length + 2) : problem;
}

/** A hint that core made of the schema, or one that is safe for another reason. */
function schemaHint(error: SecretsError, context: BlameContext): string | undefined {
  const { hint } = error;
  if (hint === undefined || context.expanded.areNone || isFromSchema(hint, context.schema)) return hint;
  return safeHint(error, context);
}

/** A suggestion would tell how near the expanded text is to a known word. */
function safeHint({ hint }: SecretsError, { expanded, schema }: BlameContext): string | undefined {
  if (hint === undefined || hint.includes('Did you mean')) return undefined;
  return expanded.areToldBy(hint, schema) ? undefined : hint;
}
