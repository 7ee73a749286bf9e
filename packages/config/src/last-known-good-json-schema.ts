import type { JsonObject } from '@chatelaine/core';
import { DURATION_PATTERN } from './shape/duration-from.js';

const path = (description: string): JsonObject => ({ description, type: 'string', minLength: 1 });

/** Where the last answers outlive the process. */
export const LAST_KNOWN_GOOD: JsonObject = {
  description:
    'An encrypted file of the last answers, so that the next process can start while a backend is down.',
  anyOf: [
    { const: false },
    {
      type: 'object',
      additionalProperties: false,
      required: ['path'],
      oneOf: ['key', 'keyFile', 'keyEnv'].map((key) => ({ required: [key] })),
      properties: {
        path: path('The file, one for each process; its folder must be there.'),
        keyEnv: {
          description: 'The environment variable that holds the key: 32 random bytes as base64.',
          type: 'string',
          pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
        },
        keyFile: path('The file that holds the key: 32 random bytes, or their base64 text.'),
        key: { description: 'The key itself: 32 random bytes as base64.', type: 'string' },
        maxAge: {
          description: 'Up to this age a value is served before its backend has answered. Default: 24h.',
          type: 'string',
          pattern: DURATION_PATTERN,
        },
      },
    },
  ],
};
