import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Env, FALL_THROUGH, type SecretsProvider } from '@chatelaine/core';
import { expect } from 'chai';
import { caught } from './caught.test.fixture.js';
import { readAirflowConfig } from './index.js';

const VAULT = 'airflow.providers.microsoft.azure.secrets.key_vault.AzureKeyVaultBackend';
const ENVIRONMENT = 'airflow.secrets.environment_variables.EnvironmentVariablesBackend';
const provider: SecretsProvider<unknown> = {
  name: 'fake',
  create: () => ({ name: 'fake', find: async () => undefined }),
};

describe('readAirflowConfig', () => {
  let home: string;
  const read = (env: Env = {}) =>
    readAirflowConfig({ env, homeDirectory: home, workingDirectory: join(home, 'work') });
  const write = async (path: string, ...lines: readonly (string | Uint8Array)[]) => {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), lines.length === 1 ? (lines[0] ?? '') : lines.join('\n'));
  };

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'chatelaine-airflow-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  it('reads the example of the Airflow page: the vault, then the environment, and every failure falls through', async () => {
    await write(
      'airflow/airflow.cfg',
      '[secrets]',
      `backend = ${VAULT}`,
      'backend_kwargs = {"connections_prefix": "airflow-connections", "variables_prefix": null, "vault_url": "https://example.vault.azure.net/"}',
    );

    const config = await read();

    expect(config).to.deep.include({
      source: '~/airflow/airflow.cfg',
      directory: join(home, 'airflow'),
      onError: FALL_THROUGH,
    });
    expect(config?.backends.map((each) => [each.name, each.provider])).to.deep.equal([
      ['azure-key-vault', 'azure-key-vault'],
      ['env', 'env'],
    ]);
    expect(config?.backends.map((each) => each.optionsFor(provider))).to.deep.equal([
      {
        connectionsPrefix: 'airflow-connections',
        variablesPrefix: null,
        vaultUrl: 'https://example.vault.azure.net/',
      },
      undefined,
    ]);
  });

  it('finds nothing where nothing is configured', async () => {
    expect(await read()).to.equal(undefined);
    expect(await read({ AIRFLOW_HOME: join(home, 'nowhere'), AIRFLOW_CONFIG: '' })).to.equal(undefined);

    await write('airflow/airflow.cfg', '[core]', 'x = 1', '[secrets]', 'backend =', 'backend_kwargs =');
    expect(await read()).to.equal(undefined);
  });

  it('takes AIRFLOW_CONFIG before AIRFLOW_HOME, and that before the home directory', async () => {
    const backend = ['[secrets]', `backend = ${VAULT}`];
    await write('airflow/airflow.cfg', ...backend);
    await write('other/airflow.cfg', ...backend);
    await write('work/my.cfg', ...backend);
    const source = async (env: Env) => {
      const config = await read(env);
      return [config?.source, config?.directory];
    };

    expect(await source({})).to.deep.equal(['~/airflow/airflow.cfg', join(home, 'airflow')]);
    expect(await source({ AIRFLOW_HOME: '~/other' })).to.deep.equal([
      '~/other/airflow.cfg',
      join(home, 'other'),
    ]);
    expect(await source({ AIRFLOW_HOME: '~/other', AIRFLOW_CONFIG: 'my.cfg' })).to.deep.equal([
      'my.cfg',
      join(home, 'work'),
    ]);
    expect(await source({ AIRFLOW_CONFIG: '$BASE/my.cfg', BASE: join(home, 'work') })).to.deep.equal([
      '$BASE/my.cfg',
      join(home, 'work'),
    ]);
  });

  it('reads the environment alone, without a file', async () => {
    const config = await read({
      AIRFLOW__SECRETS__BACKEND: VAULT,
      AIRFLOW__SECRETS__BACKEND_KWARGS: '{"vault_url": "https://a"}',
      AIRFLOW__SECRETS__BACKEND_KWARG__VAULT_URL: 'https://b',
    });

    expect(config?.source).to.equal('AIRFLOW__SECRETS__BACKEND');
    expect(config?.directory).to.equal(join(home, 'work'));
    expect(config?.backends[0]?.optionsFor(provider)).to.deep.equal({ vaultUrl: 'https://b' });
  });

  it('lets the environment win over the file', async () => {
    await write('airflow/airflow.cfg', '[secrets]', 'backend = some.Class', 'backend_kwargs = {"sep": "_"}');

    const config = await read({ AIRFLOW__SECRETS__BACKEND: VAULT });

    expect(config?.source).to.equal('~/airflow/airflow.cfg');
    expect(config?.backends[0]?.optionsFor(provider)).to.deep.equal({ separator: '_' });
  });

  it('reads the keys of workers for a worker', async () => {
    const lines = ['[secrets]', `backend = ${ENVIRONMENT}`, '[workers]', `secrets_backend = ${VAULT}`];
    await write('airflow/airflow.cfg', ...lines, 'secrets_backend_kwargs = {"vault_url": "https://w"}');

    const config = await read({ CHATELAINE_AIRFLOW_ROLE: 'worker' });

    expect(config?.backends[0]?.optionsFor(provider)).to.deep.equal({ vaultUrl: 'https://w' });
  });

  it('asks the environment once when it is the backend that is configured', async () => {
    const config = await read({ AIRFLOW__SECRETS__BACKEND: ENVIRONMENT });

    expect(config?.backends.map(({ name }) => name)).to.deep.equal(['env']);
  });

  const broken: readonly (readonly [string, () => Promise<Env>, string])[] = [
    [
      'AIRFLOW_CONFIG that names a missing file, whatever the environment says',
      async () => ({ AIRFLOW_CONFIG: 'gone.cfg', AIRFLOW__SECRETS__BACKEND: VAULT }),
      'AIRFLOW_CONFIG: there is no file gone.cfg. Correct the path, or unset AIRFLOW_CONFIG.',
    ],
    [
      'a file that is a folder',
      async () => {
        await mkdir(join(home, 'airflow/airflow.cfg'), { recursive: true });
        return {};
      },
      '~/airflow/airflow.cfg: the file is not a regular file. Name an airflow.cfg.',
    ],
    [
      'a file that is a pipe, without waiting for a writer',
      async () => {
        await mkdir(join(home, 'work'));
        await promisify(execFile)('mkfifo', [join(home, 'work/my.cfg')]);
        return { AIRFLOW_CONFIG: 'my.cfg' };
      },
      'my.cfg: the file is not a regular file. Name an airflow.cfg.',
    ],
    [
      'a file that is a device',
      async () => ({ AIRFLOW_CONFIG: '/dev/zero' }),
      '/dev/zero: the file is not a regular file. Name an airflow.cfg.',
    ],
    [
      'a file that is too large',
      async () => {
        await write('work/my.cfg', ' '.repeat(1_048_577));
        return { AIRFLOW_CONFIG: 'my.cfg' };
      },
      'my.cfg: the file is larger than 1 MiB. Name an airflow.cfg.',
    ],
    [
      'AIRFLOW_CONFIG that can be no path, without a word of it',
      async () => ({ AIRFLOW_CONFIG: 'hunter2'.repeat(1_000) }),
      'AIRFLOW_CONFIG: the file cannot be read (ENAMETOOLONG). Let this user read it.',
    ],
    [
      'a file that is not text',
      async () => {
        await write('work/my.cfg', new Uint8Array([0x5b, 0xff, 0x5d]));
        return { AIRFLOW_CONFIG: 'my.cfg' };
      },
      'my.cfg: the file is not UTF-8 text. Save it as UTF-8.',
    ],
    [
      'a class that is not known',
      async () => {
        await write('work/my.cfg', '[secrets]', 'backend = my.Own');
        return { AIRFLOW_CONFIG: 'my.cfg' };
      },
      'my.cfg:2: [secrets] backend: this is not the class of a secrets backend that Airflow ships. Write the full dotted class; a backend of your own is named by path in a chatelaine.yaml.',
    ],
  ];
  for (const [name, prepare, message] of broken) {
    it(`refuses ${name}`, async () => {
      const error = await caught(read(await prepare()));

      expect(error.code).to.equal('INVALID_CONFIG');
      expect(error.message).to.equal(message);
    });
  }
});
