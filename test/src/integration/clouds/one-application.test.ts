import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { bundledProviders } from '../../support/bundled-providers.js';
import { ROOT } from '../../support/repository.js';
import { runNode } from '../../support/run-node.js';
import type { ApplicationStore, StartStore } from './application-store.js';
import { KEY_OF_TODAY } from './application-values.js';
import { startParameterStore, startSecretsManager } from './aws-stores.js';
import { startKeyVault } from './azure-store.js';
import { startSecretManager } from './google-store.js';
import { startKubernetes, startMount } from './kubernetes-stores.js';
import { startEnvironment, startFile } from './local-stores.js';
import { startVault } from './vault-store.js';

const EXAMPLE = join(ROOT, 'examples/one-application');
const APPLICATION = join(EXAMPLE, 'application.js');
const STORES: Readonly<Record<string, StartStore>> = {
  env: startEnvironment,
  file: startFile,
  'azure-key-vault': startKeyVault,
  'aws-secrets-manager': startSecretsManager,
  'aws-parameter-store': startParameterStore,
  gcp: startSecretManager,
  vault: startVault,
  kubernetes: startKubernetes,
  'kubernetes-mount': startMount,
};
/** What Airflow's own class for a local store does not read: config values and raw secrets. */
const NOT_BY_AIRFLOW = ['env', 'file', 'kubernetes-mount'];

const WITH_VERSIONS = ['azure-key-vault', 'aws-secrets-manager', 'aws-parameter-store', 'gcp', 'vault'];

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);
const EXPECTED = {
  status: 0,
  stdout:
    `orders@example.com is sent by postmaster at mail.example.com:587, password ${digest('not/a/secret')}\n` +
    `database ${digest('postgresql://airflow:not-a-secret@db.example.com/airflow')}, ` +
    `signing key ${digest(KEY_OF_TODAY)}\n`,
  stderr: '',
};

describe('One application, with another config file', () => {
  it('is run with every provider that it has a config file for', () => {
    const providers = bundledProviders.map(({ name }) => name);
    const there = providers.filter((name) => existsSync(join(EXAMPLE, `${name}.yaml`)));
    expect(there).to.have.length.of.at.least(9);
    expect(Object.keys(STORES)).to.deep.equal(there);
  });

  for (const [provider, start] of Object.entries(STORES)) {
    describe(`for ${provider}`, function () {
      this.timeout(120_000);
      let store: ApplicationStore;
      const run = (config: string, env: NodeJS.ProcessEnv) => {
        const imports = (store.imports ?? []).flatMap((url) => ['--import', url]);
        return runNode([...imports, APPLICATION, join(EXAMPLE, config)], { cwd: ROOT, env });
      };

      before(async function () {
        store = await start(this);
      });
      after(() => store?.stop());

      it(
        WITH_VERSIONS.includes(provider)
          ? 'gets the same values, one in an older version'
          : 'gets the same values',
        async () => {
          expect(store.hasVersions).to.equal(WITH_VERSIONS.includes(provider));
          expect(await run(`${provider}.yaml`, store.env)).to.deep.equal(EXPECTED);
        },
      );

      if (NOT_BY_AIRFLOW.includes(provider)) return;

      it('gets the same values by an airflow.cfg', async () => {
        const env = store.airflowEnv ?? store.env;
        expect(await run(`airflow/${provider}.cfg`, env)).to.deep.equal(EXPECTED);
      });
    });
  }
});
