import { expect } from 'chai';
import { ECHO_PROVIDER } from './custom-provider.test.fixture.js';
import { caught, folderWith } from './folder-with.test.fixture.js';
import { loadSecrets } from './load-secrets.js';

const CLOSED = Symbol.for('chatelaine.test.closed');

describe('loadSecrets', () => {
  it('asks the environment alone when there is no config', async () => {
    const cwd = await folderWith({ '.git/HEAD': '' });

    const secrets = await loadSecrets({ cwd, env: { HOME: cwd, AIRFLOW_VAR_HELLO: 'world' } });

    expect((await secrets.getVariable('hello')).reveal()).to.equal('world');
  });

  it('gives a backend of your own, named by path, its options, label and folder', async () => {
    const cwd = await folderWith({
      'chatelaine.yaml': 'backends:\n  - provider: ./own/echo.mjs\n    options: { greeting: hello }\n',
      'own/echo.mjs': ECHO_PROVIDER,
    });

    const secret = await (await loadSecrets({ cwd, env: {} })).getSecret('token');

    expect(secret.json()).to.deep.equal({ id: 'token', directory: cwd, greeting: 'hello' });
    expect(secret.origin).to.have.property('backend', 'echo');
  });

  it('reads the same from YAML, JSON, TOML and an object', async () => {
    const config = {
      backends: ['env', { name: 'own', provider: './echo.mjs', timeout: '5s', options: { list: [1, 'a'] } }],
      onError: { timeout: 'next' },
    } as const;
    const cwd = await folderWith({
      'echo.mjs': ECHO_PROVIDER,
      'c.json': JSON.stringify({ $schema: './chatelaine.schema.json', ...config }),
      'c.yaml':
        'backends:\n- env\n- name: own\n  provider: ./echo.mjs\n  timeout: 5s\n  options:\n    list: [1, a]\nonError: { timeout: next }\n',
      'c.toml':
        'backends = ["env", { name = "own", provider = "./echo.mjs", timeout = "5s", options.list = [1, "a"] }]\nonError.timeout = "next"\n',
    });

    for (const form of ['c.json', 'c.yaml', 'c.toml', config]) {
      const secrets = await loadSecrets({ config: form, cwd, env: {} });
      const secret = await secrets.getSecret('token');
      expect(secret.json(), String(form)).to.deep.equal({ id: 'token', directory: cwd, list: [1, 'a'] });
      expect(secret.origin.backend).to.equal('own');
    }
  });

  it('closes the backends that were created when another one cannot be', async () => {
    const closed: string[] = [];
    Object.assign(globalThis, { [CLOSED]: closed });
    const cwd = await folderWith({
      'chatelaine.yaml': [
        'backends:',
        '  - { name: first, provider: ./echo.mjs }',
        '  - { name: second, provider: ./echo.mjs, options: { refuse: no } }',
        '  - { name: third, provider: ./echo.mjs }',
      ].join('\n'),
      'echo.mjs': ECHO_PROVIDER,
    });

    const error = await caught(loadSecrets({ cwd, env: {} }));

    expect(error.message).to.equal('chatelaine.yaml:3:54: backends[1].options.refuse is not valid.');
    expect(closed).to.have.members(['first', 'third']);
    Reflect.deleteProperty(globalThis, CLOSED);
  });
});
