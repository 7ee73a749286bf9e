import type { JsonObject, SecretsProvider, StandardSchemaV1 } from '@chatelaine/core';
import { expect } from 'chai';
import { configJsonSchema } from './config-json-schema.js';

function providerCalled(name: string, schema?: JsonObject): SecretsProvider<unknown> {
  const create = (): never => {
    throw new Error();
  };
  if (schema === undefined) return { name, create };
  const options: StandardSchemaV1<unknown, unknown> = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) => ({ value }),
      jsonSchema: { input: () => ({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema }) },
    },
  };
  return { name, options, create };
}

/** What stands under keys of a schema. */
function under(schema: unknown, ...keys: (string | number)[]): unknown {
  return keys.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], schema);
}

const VAULT = providerCalled('vault', {
  type: 'object',
  properties: {
    url: { type: 'string', format: 'uri', description: 'its address' },
    label: { type: 'string' },
    kind: { enum: ['a', 'b'] },
    hosts: { type: 'array', items: { type: 'string', pattern: '^[a-z.]+$' } },
  },
  required: ['url'],
  additionalProperties: false,
});

describe('configJsonSchema', () => {
  const schema = configJsonSchema([providerCalled('bare'), VAULT]);

  it('is draft 2020-12 and knows the keys of the file, and no others', () => {
    expect(schema).to.include({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      additionalProperties: false,
    });
    expect(schema.properties).to.have.all.keys(
      '$schema',
      'backends',
      'onError',
      'connections',
      'cache',
      'lastKnownGood',
      'profiles',
    );
  });

  it('knows the ages of the chain, of rules and of a backend, and false', () => {
    const [no, chain] = under(schema, '$defs', 'cache', 'anyOf') as [JsonObject, JsonObject];
    const [, backend] = under(
      schema,
      '$defs',
      'backend',
      'anyOf',
      1,
      'properties',
      'cache',
      'anyOf',
    ) as JsonObject[];
    const ages = ['refreshAfter', 'fresh', 'hard', 'missing'];

    expect(no.const).to.equal(false);
    expect(chain.properties).to.have.all.keys(...ages, 'maxEntries', 'rules');
    expect(under(chain, 'properties', 'rules', 'items', 'properties')).to.have.all.keys(...ages, 'match');
    expect(under(backend, 'properties')).to.have.all.keys(...ages);
  });

  it('completes the names of providers, and lets packages and paths be', () => {
    const [names, others] = under(schema, '$defs', 'provider', 'anyOf') as [JsonObject, JsonObject];
    const accepted = new RegExp(String(others.pattern));

    expect(names.enum).to.deep.equal(['bare', 'vault']);
    expect(
      ['@acme/secrets', './own.js', '../own.js', '/srv/own.js'].every((name) => accepted.test(name)),
    ).to.equal(true);
    expect(['lastpass', 'node:fs', '.hidden', '#x'].some((name) => accepted.test(name))).to.equal(false);
  });

  it('gives the options of a provider where that provider is named', () => {
    const [bare, vault] = under(schema, '$defs', 'backend', 'anyOf', 1, 'allOf') as [JsonObject, JsonObject];

    expect(under(vault, 'if', 'properties', 'provider', 'const')).to.equal('vault');
    expect(under(vault, 'then', 'required')).to.deep.equal(['options']);
    expect(under(vault, 'then', 'properties', 'options', 'required')).to.deep.equal(['url']);
    expect(under(vault, 'then', 'properties', 'options')).to.not.have.property('$schema');
    expect(under(bare, 'then', 'properties', 'options')).to.deep.equal({ maxProperties: 0 });
  });

  it('accepts an expression for every text, also where the text is narrow', () => {
    const options = under(
      schema,
      '$defs',
      'backend',
      'anyOf',
      1,
      'allOf',
      1,
      'then',
      'properties',
      'options',
      'properties',
    );
    const expression = /env\|file/;

    expect(under(options, 'url', 'description')).to.equal('its address');
    expect(under(options, 'url', 'anyOf', 0)).to.deep.equal({ type: 'string', format: 'uri' });
    expect(under(options, 'url', 'anyOf', 1, 'pattern')).to.match(expression);
    expect(under(options, 'kind', 'anyOf', 1, 'pattern')).to.match(expression);
    expect(under(options, 'hosts', 'items', 'anyOf', 1, 'pattern')).to.match(expression);
    expect(under(options, 'label')).to.deep.equal({ type: 'string' });
  });
});
