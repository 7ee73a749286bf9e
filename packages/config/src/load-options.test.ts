import { pathToFileURL } from 'node:url';
import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import { ECHO_PROVIDER } from './custom-provider.test.fixture.js';
import { caught, folderWith } from './folder-with.test.fixture.js';
import { loadConfig } from './load-config.js';
import { loadSecrets } from './load-secrets.js';

describe('The argument of loadSecrets', () => {
  it('may be the path or the URL of a config, and so may its option', async () => {
    const cwd = await folderWith({
      'my app/chatelaine.yaml': 'backends: [./echo.mjs]\n',
      'my app/echo.mjs': ECHO_PROVIDER,
    });
    const path = `${cwd}/my app/chatelaine.yaml`;
    const url = pathToFileURL(path);

    for (const given of [path, url, { config: url }, { config: path }]) {
      const secrets = await loadSecrets(given);
      expect((await secrets.getSecret('token')).origin.backend).to.equal('echo');
      expect(await loadConfig(given)).to.include({ directory: `${cwd}/my app` });
    }
  });

  it('may hold undefined everywhere, which is the same as nothing', async () => {
    const cwd = await folderWith({ 'echo.mjs': ECHO_PROVIDER });
    const backend = {
      name: undefined,
      provider: './echo.mjs',
      onError: undefined,
      timeout: undefined,
      cache: undefined,
    };
    const config = {
      backends: [{ ...backend, options: { a: undefined } }],
      onError: undefined,
      cache: { fresh: undefined, rules: undefined, maxEntries: undefined },
      profiles: { development: undefined },
    };

    const secrets = await loadSecrets({ config, cwd, profile: undefined, env: {}, preload: undefined });

    expect((await secrets.getSecret('token')).json()).to.deep.equal({ id: 'token', directory: cwd });
  });

  const wrong: readonly (readonly [what: string, given: unknown, message: string])[] = [
    [
      'an option that is mistyped',
      { confg: 'a.yaml' },
      'loadSecrets has no option "confg". Did you mean "config"?',
    ],
    [
      'one that is undefined, too',
      { profil: undefined },
      'loadSecrets has no option "profil". Did you mean "profile"?',
    ],
    [
      'a config in place of options',
      { backends: ['env'] },
      'loadSecrets has no option "backends". It belongs to the config: { config: { backends: … } }.',
    ],
    [
      'a number',
      5,
      'loadSecrets takes options, or the path of a config file. Give an object, or no argument.',
    ],
    [
      'a config that is a number',
      { config: 5 },
      'loadSecrets: option "config" is not valid. Give a path, a file URL or an object.',
    ],
    [
      'one reference in place of a list',
      { preload: 'secret/token' },
      'loadSecrets: option "preload" is not valid. Give a list of references, such as ["connection/smtp_default"].',
    ],
    [
      'a URL that is no file',
      new URL('https://hunter2.example/chatelaine.yaml'),
      'The URL of the config is not that of a file here. Give a path, or a URL such as new URL("chatelaine.yaml", import.meta.url).',
    ],
  ];
  for (const [what, given, message] of wrong) {
    it(`refuses ${what}`, async () => {
      const error = await caught(loadSecrets(given as string));

      expect(error.message).to.equal(message);
      expect(SecretsError.is(error, 'INVALID_CONFIG')).to.equal(true);
      expect(JSON.stringify([error, error.cause, error.stack])).to.not.include('hunter2');
    });
  }

  it('of loadConfig has nothing to preload', async () => {
    const error = await caught(loadConfig({ preload: [] } as object));
    expect(error.message).to.match(/^loadConfig has no option "preload"\. /);
  });
});
