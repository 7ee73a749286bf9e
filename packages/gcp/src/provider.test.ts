import { createBackend } from '@chatelaine/core';
import { expect } from 'chai';
import { OPTION_NAMES } from './gcp-options.js';
import { provider } from './provider.js';
import { caught } from './test-kit/caught.js';

describe('The provider gcp', () => {
  it('creates a backend under the name of its context, without any option', () => {
    const backend = createBackend(provider, {}, { name: 'prod' });
    expect(backend).to.include({ name: 'prod' });
    expect(backend.supports).to.deep.equal({
      versions: true,
      teams: true,
      pace: { requests: 90_000, perMs: 60_000 },
    });
  });

  it('describes every option, for messages and editors', () => {
    const schema = provider.options?.['~standard'].jsonSchema?.input({ target: 'draft-2020-12' }) as {
      readonly additionalProperties: boolean;
      readonly properties: Record<string, { readonly description?: string }>;
    };
    expect(schema.additionalProperties).to.equal(false);
    expect(Object.keys(schema.properties))
      .to.have.members([...OPTION_NAMES])
      .and.to.have.length(17);
    for (const [name, { description }] of Object.entries(schema.properties))
      expect(description, name).to.be.a('string');
  });

  for (const options of [
    { projectId: 'UPPER' },
    { projectId: 'a/b' },
    { location: 'europe/west' },
    { key: 7 },
    { scopes: [] },
    { impersonationChain: [] },
    { loginTimeout: '1 day' },
    { loginTimeout: '99999m' },
  ]) {
    it(`refuses ${JSON.stringify(options)}`, async () => {
      const error = await caught(() => createBackend(provider, options, { name: 'prod' }));
      expect(error.code).to.equal('INVALID_CONFIG');
      expect(error.field?.[0]).to.equal(Object.keys(options)[0]);
    });
  }

  it('knows the class of Airflow, and those that were retired', () => {
    expect(provider.airflow?.classes[0]).to.equal(
      'airflow.providers.google.cloud.secrets.secret_manager.CloudSecretManagerBackend',
    );
    expect(provider.airflow?.classes).to.have.length(4);
  });
});
