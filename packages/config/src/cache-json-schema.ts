import type { JsonObject } from '@chatelaine/core';
import { DURATION_PATTERN } from './shape/duration-from.js';

const age = (description: string): JsonObject => ({ description, type: 'string', pattern: DURATION_PATTERN });

const AGES: JsonObject = {
  refreshAfter: age('From this age on it is served and asked for again behind the back. Default: 4m.'),
  fresh: age('From this age on a read waits for the backend. Default: 5m.'),
  hard: age('Up to this age it is served when its backend cannot answer. Default: 1h.'),
  missing: age('How long "not here" is remembered. Default: 10s.'),
};

const RULE: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['match'],
  properties: {
    match: {
      description: 'References with * for any characters, such as connection/* or secret/db-*.',
      type: 'string',
      pattern: '^((connection|variable|config|secret)/|[a-z]*\\*)',
    },
    ...AGES,
  },
};

/** How answers of one backend are kept. */
export const BACKEND_CACHE: JsonObject = falseOr('How long answers of this backend are kept.', AGES);

/** How answers of the chain are kept. */
export const CHAIN_CACHE: JsonObject = falseOr('How answers are kept, or false: each call asks.', {
  ...AGES,
  maxEntries: { description: 'Default: 10000.', type: 'integer', minimum: 1 },
  rules: {
    description: 'Other ages for some references; the first rule that matches counts.',
    type: 'array',
    items: RULE,
  },
});

function falseOr(description: string, properties: JsonObject): JsonObject {
  return {
    description,
    anyOf: [{ const: false }, { type: 'object', additionalProperties: false, properties }],
  };
}
