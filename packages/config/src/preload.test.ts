import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import { ECHO_PROVIDER } from './custom-provider.test.fixture.js';
import { caught, folderWith } from './folder-with.test.fixture.js';
import { loadSecrets } from './load-secrets.js';

const CLOSED = Symbol.for('chatelaine.test.closed');
const env = { AIRFLOW_VAR_HELLO: 'world', API_TOKEN: 'x' };

describe('loadSecrets with preload', () => {
  it('has read what it names, as references or text, when it resolves', async () => {
    const cwd = await folderWith({ 'echo.mjs': ECHO_PROVIDER });
    const preload = ['variable/hello', { kind: 'secret', id: 'api-token' }] as const;

    const secrets = await loadSecrets({ config: { backends: ['./echo.mjs'] }, cwd, preload });

    for (const ref of preload)
      expect(secrets.snapshot(ref)?.toString()).to.match(/^\[secret (variable|secret)\//);
    expect(secrets.snapshot('variable/other')).to.equal(undefined);
  });

  it('lists everything that is missing in one error, and closes what it opened', async () => {
    const closed: string[] = [];
    Object.assign(globalThis, { [CLOSED]: closed });
    const cwd = await folderWith({
      'none.mjs': ECHO_PROVIDER.replace('find: async (ref) => (', 'find: async (ref) => ref.nothing && ('),
    });

    const error = await caught(
      loadSecrets({
        config: { backends: ['env', './none.mjs'] },
        cwd,
        env,
        preload: ['variable/hello', 'variable/one', 'secret/two'],
      }),
    );

    expect(SecretsError.is(error, 'SECRET_NOT_FOUND')).to.equal(true);
    expect(error.message).to.include('variable/one').and.to.include('secret/two').and.not.to.include('hello');
    expect(closed).to.deep.equal(['none']);
    Reflect.deleteProperty(globalThis, CLOSED);
  });
});
