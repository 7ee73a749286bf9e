import type { JsonObject, JsonValue } from '@chatelaine/core';

const EXPRESSION: JsonObject = {
  description: `\${env:NAME} or \${file:PATH}, expanded when the config is read.`,
  type: 'string',
  pattern: '\\$\\{(env|file):[^{}]+\\}',
};

/** Lets every text in a schema of options also be one with an expression, which fits no format until it is expanded. */
export function acceptingExpressions(schema: JsonObject): JsonObject {
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, descend(key, value)]));
  if (!isNarrowText(schema)) return inner;
  const { description, ...rest } = inner;
  return { ...(description === undefined ? {} : { description }), anyOf: [rest, EXPRESSION] };
}

function descend(key: string, value: JsonValue): JsonValue {
  if (key === 'properties' && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, schemaOrAsIs(inner)]));
  }
  if (key === 'items' || key === 'additionalProperties') return schemaOrAsIs(value);
  if (['anyOf', 'oneOf', 'allOf'].includes(key) && Array.isArray(value)) return value.map(schemaOrAsIs);
  return value;
}

function schemaOrAsIs(value: JsonValue): JsonValue {
  return isObject(value) ? acceptingExpressions(value) : value;
}

/** A schema of texts that would refuse an expression. */
function isNarrowText(schema: JsonObject): boolean {
  if (Array.isArray(schema.enum)) return schema.enum.some((value) => typeof value === 'string');
  if (typeof schema.const === 'string') return true;
  return schema.type === 'string' && ['pattern', 'format', 'maxLength'].some((key) => key in schema);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
