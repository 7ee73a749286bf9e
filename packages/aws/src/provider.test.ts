import { createBackend, type SecretsProvider } from '@chatelaine/core';
import { expect } from 'chai';
import { parameterStoreProvider, secretsManagerProvider } from './index.js';
import { caught } from './test-kit/caught.js';

const PROVIDERS = [secretsManagerProvider, parameterStoreProvider] as readonly SecretsProvider<unknown>[];

describe('The providers of AWS', () => {
  for (const provider of PROVIDERS) {
    it(`create a backend without any option: ${provider.name}`, () => {
      const backend = createBackend(provider, {}, { name: 'prod' });
      expect(backend.name).to.equal('prod');
      expect(backend.supports).to.deep.include({ versions: true, teams: true });
    });

    it(`describe every option, for messages and editors: ${provider.name}`, () => {
      const schema = provider.options?.['~standard'].jsonSchema?.input({ target: 'draft-2020-12' }) as {
        readonly additionalProperties: boolean;
        readonly properties: Record<string, { readonly description?: string }>;
      };
      expect(schema.additionalProperties).to.equal(false);
      for (const [name, { description }] of Object.entries(schema.properties))
        expect(description, name).to.be.a('string');
    });

    it(`refuse an unknown option and a lookup pattern that is none: ${provider.name}`, async () => {
      const unknown = await caught(() => createBackend(provider, { regoin: 'x' }));
      expect(unknown.message).to.match(/Did you mean "region"\?$/);
      const pattern = await caught(() => createBackend(provider, { variablesLookupPattern: '(?P<hunter2>' }));
      expect(pattern).to.deep.include({ code: 'INVALID_CONFIG', field: ['variablesLookupPattern'] });
      expect(pattern.message).not.to.include('hunter2');
    });
  }
});
