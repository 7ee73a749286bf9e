import type { SafeCause } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import type { ConfigField } from '../config-field.js';
import { expressionsIn } from '../expansion/expression.js';

export interface BlameContext {
  readonly backend: string;
  /** The backend's entry in the config. */
  readonly entry: ConfigField;
  /** The provider as messages call it. */
  readonly provider: string;
  /** Texts that `${…}` stood for, which no message may hold. */
  readonly expanded: ReadonlySet<string>;
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
/** Shorter texts stand in messages by chance. */
const SHORTEST_SEARCHED = 6;

/** The same error with its place in the config, in the config's own terms and free of expanded text. */
export function blamed(error: SecretsError, context: BlameContext): SecretsError {
  const field = fieldOf(error, context.entry);
  const { problem, hint, cause } = safeParts(error, field, context);
  return new SecretsError(error.code, field.place + problem, {
    backend: context.backend,
    field: field.safePath,
    hint,
    cause,
  });
}

interface Parts {
  readonly problem: string;
  readonly hint: string | undefined;
  readonly cause?: SafeCause | SecretsError | undefined;
}

function safeParts(error: SecretsError, field: ConfigField, context: BlameContext): Parts {
  const expressions = typeof field.value === 'string' ? expressionsIn(field.value) : [];
  const tainted = expressions.length > 0;
  const subject = tainted ? `${field.name}, which comes from ${expressions.join(' and ')},` : field.name;
  const said = problemOf(error, context.backend);
  const state = ABOUT_AN_OPTION.exec(said)?.[1];
  if (state !== undefined && FROM_THE_SCHEMA.has(state)) {
    const end = state === 'is not known.' ? `is not an option of ${context.provider}.` : state;
    return { problem: `${subject} ${end}`, hint: error.hint };
  }
  if (tainted) return { problem: `${subject} is not valid.`, hint: safeHint(error, context) };
  if (mentions(error.message, context)) {
    return { problem: `${subject}: the options are not valid.`, hint: safeHint(error, context) };
  }
  const cause = error.cause as SafeCause | undefined;
  return {
    problem: state === undefined ? `${subject}: ${said}` : `${subject} ${state}`,
    hint: error.hint,
    cause,
  };
}

/** The option at fault, or else what names the provider. */
function fieldOf(error: SecretsError, entry: ConfigField): ConfigField {
  if (error.field !== undefined) {
    return error.field.reduce<ConfigField>((field, key) => field.at(key), entry.at('options'));
  }
  return entry.isMapping ? entry.at('provider') : entry;
}

/** What the error says without the label before it and the hint after it. */
function problemOf(error: SecretsError, backend: string): string {
  const end = error.hint === undefined ? undefined : -` ${error.hint}`.length;
  const problem = error.message.slice(0, end);
  return problem.startsWith(`${backend}: `) ? problem.slice(backend.length + 2) : problem;
}

/** A suggestion would tell how near the expanded text is to a known word. */
function safeHint({ hint }: SecretsError, context: BlameContext): string | undefined {
  return hint === undefined || hint.includes('Did you mean') || mentions(hint, context) ? undefined : hint;
}

function mentions(text: string, { expanded }: BlameContext): boolean {
  return [...expanded].some((secret) => secret.length >= SHORTEST_SEARCHED && text.includes(secret));
}
