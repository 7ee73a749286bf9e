import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import { caught, folderWith } from './folder-with.test.fixture.js';
import { loadSecrets } from './load-secrets.js';

/** A provider that finds out only when it is asked that its option is wrong, and says so in the given words. */
const late = (problem: string, more = '') => `
import { SecretsError } from '${import.meta.resolve('@chatelaine/core')}';
const refuse = (name) => new SecretsError('INVALID_CONFIG', name + ': ' + ${JSON.stringify(problem)}, {
  backend: name, field: ['path'], hint: 'Check it.',
});
export const provider = {
  name: 'late',
  options: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
  create: (_options, { name }) => ({
    name,
    find: async () => { throw refuse(name); },
    ${more}
  }),
};
`;

const CONFIG = 'backends:\n  - provider: ./late.mjs\n    options:\n      path: ${env:PLACE}\n';
const PLAIN = CONFIG.replace('${env:PLACE}', './place');

describe('An option that proves wrong only when the backend is asked', () => {
  const failure = async (config: string, module: string) => {
    const cwd = await folderWith({ 'chatelaine.yaml': config, 'late.mjs': module });
    const secrets = await loadSecrets({ cwd, env: { PLACE: '/var/lib/hunter2' } });
    const error = await caught(secrets.getSecret('a'));
    await secrets.close();
    return error;
  };

  it('is named with its place in the file', async () => {
    const error = await failure(PLAIN, late('the file does not exist.'));
    expect(error.message).to.equal(
      'chatelaine.yaml:4:7: backends[0].options.path: the file does not exist. Check it.',
    );
    expect(error).to.have.property('code', 'INVALID_CONFIG');
    expect(error).to.have.deep.property('field', ['backends', 0, 'options', 'path']);
  });

  it('is named in a batch too', async () => {
    const batch = 'findMany: async (refs) => refs.map(() => ({ error: refuse(name) })),';
    const cwd = await folderWith({
      'chatelaine.yaml': PLAIN,
      'late.mjs': late('the file does not exist.', batch),
    });
    const secrets = await loadSecrets({ cwd, env: {} });
    const error = await caught(secrets.preload(['secret/a', 'secret/b']));
    await secrets.close();
    expect(error.message).to.include(
      'chatelaine.yaml:4:7: backends[0].options.path: the file does not exist.',
    );
  });

  it('is said to come from an expression, with what was found there', async () => {
    const error = await failure(CONFIG, late('the file does not exist.'));
    expect(error.message).to.equal(
      'chatelaine.yaml:4:7: backends[0].options.path, which comes from ${env:PLACE}: the file does not exist. Check it.',
    );
  });

  it('is not quoted when an expression stood for it', async () => {
    const error = await failure(CONFIG, late('the file /var/lib/hunter2 does not exist.'));
    expect(error.message).to.equal(
      'chatelaine.yaml:4:7: backends[0].options.path, which comes from ${env:PLACE}, cannot be used. Check it.',
    );
  });

  it('is the only error that is changed', async () => {
    const module = late('').replace(
      'throw refuse(name)',
      "throw new SecretsError('ACCESS_DENIED', name + ': denied.')",
    );
    const error = await failure(PLAIN, module);
    expect(SecretsError.is(error, 'ACCESS_DENIED')).to.equal(true);
    expect(error.message).to.equal('late: denied.');
  });
});
