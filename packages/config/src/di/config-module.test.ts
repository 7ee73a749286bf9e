import { secretsModule, TOKENS } from '@chatelaine/core/di';
import { expect } from 'chai';
import { Container } from 'inversify';
import { ECHO_PROVIDER } from '../custom-provider.test.fixture.js';
import { caught, folderWith } from '../folder-with.test.fixture.js';
import { loadSecrets } from '../load-secrets.js';
import { configModule } from './config-module.js';

const FILES = {
  'chatelaine.yaml': [
    'onError: next',
    'backends:',
    '  - { name: broken, provider: ./broken.mjs }',
    '  - { name: first, provider: ./echo.mjs, options: { from: first } }',
    '  - { name: second, provider: ./echo.mjs, options: { from: second } }',
  ].join('\n'),
  'echo.mjs': ECHO_PROVIDER,
  'broken.mjs': `
export const provider = {
  name: 'broken',
  create: (_options, { name }) => ({
    name,
    find: async () => { throw Object.assign(new Error(), { code: 'ECONNREFUSED' }); },
  }),
};
`,
};

describe('configModule', () => {
  it('gives with secretsModule the answers that loadSecrets gives', async () => {
    const cwd = await folderWith(FILES);
    const container = new Container();

    container.load(await configModule({ cwd, env: {} }), secretsModule());
    const inContainer = container.get(TOKENS.Secrets);
    const loaded = await loadSecrets({ cwd, env: {} });

    for (const secrets of [inContainer, loaded]) {
      const secret = await secrets.getSecret('token');
      expect(secret.json()).to.deep.equal({ id: 'token', directory: cwd, from: 'first' });
      const { steps } = await secrets.explain('secret/token');
      expect(steps.map(({ backend, outcome }) => `${backend}: ${outcome}`)).to.deep.equal([
        'broken: failed',
        'first: found',
        'second: not-asked',
      ]);
    }
  });

  it('gives the cache of the config, and its note when there is none', async () => {
    const cwd = await folderWith({ '.git/HEAD': '', 'my.yaml': 'backends: [env]\ncache: { fresh: 1m }\n' });
    const container = new Container();
    container.load(await configModule(`${cwd}/my.yaml`));
    expect(container.get(TOKENS.Cache)).to.deep.equal({ freshMs: 60_000 });
    expect(container.isBound(TOKENS.NotFoundHint)).to.equal(false);

    const alone = new Container();
    alone.load(await configModule({ cwd, env: { HOME: cwd } }), secretsModule());
    expect((await caught(alone.get(TOKENS.Secrets).getVariable('hello'))).message).to.match(
      / No config file was found from .+ upwards; name one with CHATELAINE_CONFIG\.$/,
    );
  });

  it('closes the backends with the container', async () => {
    const closed: string[] = [];
    const key = Symbol.for('chatelaine.test.closed');
    Object.assign(globalThis, { [key]: closed });
    const cwd = await folderWith({
      'chatelaine.yaml': 'backends: [./echo.mjs]\n',
      'echo.mjs': ECHO_PROVIDER,
    });
    const container = new Container();
    container.load(await configModule({ cwd, env: {} }), secretsModule());
    container.get(TOKENS.Secrets);

    await container.unbindAllAsync();

    expect(closed).to.include('echo');
    Reflect.deleteProperty(globalThis, key);
  });
});
