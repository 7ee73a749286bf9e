import type { JsonObject } from '@chatelaine/core';
import { DURATION_PATTERN } from './shape/duration-from.js';

const COUNT: JsonObject = { type: 'integer', minimum: 1 };

/** How a backend is asked. */
export const GUARD: JsonObject = {
  concurrency: { description: 'How many calls may run at the same time. Default: 16.', ...COUNT },
  retry: falseOr('How often a read is tried in all, or false: once. Default: 4 attempts.', {
    attempts: COUNT,
  }),
  pace: falseOr('How many calls may start in a span of time. Default: what the store documents.', {
    requests: COUNT,
    per: { type: 'string', pattern: DURATION_PATTERN },
  }),
  breaker: falseOr('After how many failures in a row the backend is left alone. Default: 5.', {
    failures: COUNT,
  }),
};

function falseOr(description: string, properties: JsonObject): JsonObject {
  const mapping = {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(properties),
    properties,
  };
  return { description, anyOf: [{ const: false }, mapping] };
}
