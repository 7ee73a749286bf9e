import type { JsonObject, SecretsProvider } from '@chatelaine/core';
import { acceptingExpressions } from './accepting-expressions.js';
import { BACKEND_CACHE, CHAIN_CACHE } from './cache-json-schema.js';
import { GUARD } from './guard-json-schema.js';
import { LAST_KNOWN_GOOD } from './last-known-good-json-schema.js';
import { DURATION_PATTERN } from './shape/duration-from.js';
import { FAILURES } from './shape/on-error-from.js';

/** The JSON Schema (draft 2020-12) of a config file, with the options of the given providers, for editors. */
export function configJsonSchema(providers: readonly SecretsProvider<unknown>[]): JsonObject {
  const settings: JsonObject = {
    backends: {
      description: 'The backends, asked in this order.',
      type: 'array',
      minItems: 1,
      items: { $ref: '#/$defs/backend' },
    },
    onError: { $ref: '#/$defs/onError' },
    connections: {
      description: 'How connections are read: as Airflow does, or refused where that would lose something.',
      enum: ['airflow', 'strict'],
    },
    cache: { $ref: '#/$defs/cache' },
    lastKnownGood: { $ref: '#/$defs/lastKnownGood' },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Chatelaine config',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...settings,
      profiles: {
        description: 'Named settings, chosen by CHATELAINE_PROFILE; each replaces the keys it names.',
        type: 'object',
        additionalProperties: { type: 'object', additionalProperties: false, properties: settings },
      },
    },
    $defs: {
      provider: providerSchema(providers),
      onError: ON_ERROR,
      cache: CHAIN_CACHE,
      lastKnownGood: LAST_KNOWN_GOOD,
      backend: { anyOf: [{ $ref: '#/$defs/provider' }, backendSchema(providers)] },
    },
  };
}

const ACTION: JsonObject = { enum: ['stop', 'next'] };

const ON_ERROR: JsonObject = {
  description: 'What follows a failure: stop, next, or a choice for each. Default: stop.',
  anyOf: [
    ACTION,
    {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(FAILURES.map((failure) => [failure, ACTION])),
    },
  ],
};

function providerSchema(providers: readonly SecretsProvider<unknown>[]): JsonObject {
  return {
    description:
      'A provider by its short name, an npm package with its scope, or a path from the config file.',
    anyOf: [
      { enum: providers.map(({ name }) => name) },
      { type: 'string', pattern: '^(@[a-z0-9-][a-z0-9._-]*/[a-z0-9-][a-z0-9._-]*|\\.{0,2}/.+)$' },
    ],
  };
}

function backendSchema(providers: readonly SecretsProvider<unknown>[]): JsonObject {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['provider'],
    properties: {
      name: {
        description: 'Label, unique in the chain. Default: the provider.',
        type: 'string',
        minLength: 1,
      },
      provider: { $ref: '#/$defs/provider' },
      onError: { $ref: '#/$defs/onError' },
      timeout: {
        description: 'A deadline for each read, such as 5s. Default: 10s.',
        type: 'string',
        pattern: DURATION_PATTERN,
      },
      ...GUARD,
      cache: BACKEND_CACHE,
      options: { description: 'The options of the provider.', type: ['object', 'null'] },
    },
    allOf: providers.map((provider) => ({
      if: { properties: { provider: { const: provider.name } }, required: ['provider'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: optionsRule(provider),
    })),
  };
}

function optionsRule(provider: SecretsProvider<unknown>): JsonObject {
  if (provider.options === undefined) return { properties: { options: { maxProperties: 0 } } };
  const given = provider.options['~standard'].jsonSchema?.input({ target: 'draft-2020-12' }) as
    | JsonObject
    | undefined;
  if (given === undefined) return {};
  const { $schema: _root, ...schema } = given;
  const needed = Array.isArray(schema.required) && schema.required.length > 0;
  return {
    properties: { options: acceptingExpressions(schema) },
    ...(needed ? { required: ['options'] } : {}),
  };
}
