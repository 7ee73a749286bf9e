import 'reflect-metadata';
import { azureKeyVaultModule } from '@chatelaine/azure-key-vault/di';
import { configModule } from '@chatelaine/config/di';
import { secretsModule, TOKENS } from '@chatelaine/core/di';
import { envModule } from '@chatelaine/env/di';
import type { KeyVaultServer } from '@chatelaine/testing';
import { expect } from 'chai';
import { loadSecrets } from 'chatelaine';
import { Container } from 'inversify';
import { servicePrincipalOptions, startTrustedServer } from '../../support/trusted-server.js';

const REFERENCES = ['variable/hello', 'connection/smtp_default', 'secret/api-key', 'variable/nothing'];

describe('The same graph from a container', () => {
  let vault: KeyVaultServer;

  before(async () => {
    vault = await startTrustedServer({
      secrets: {
        'airflow-variables-hello': 'world',
        'airflow-connections-smtp-default': 'smtp://mail.example.com',
        'api-key': 'raw',
      },
    });
  });

  after(() => vault.close());

  const stepsOf = async (secrets: { explain: (ref: string) => Promise<{ steps: readonly object[] }> }) => {
    const explained = await Promise.all(REFERENCES.map((ref) => secrets.explain(ref)));
    return explained.map(({ steps }) => steps.map((step) => ({ ...step, ms: 0 })));
  };

  it('gives the same answers as loadSecrets and as modules put together by hand', async () => {
    const options = servicePrincipalOptions(vault);
    const config = { backends: ['env', { provider: 'azure-key-vault', options }] };
    const loaded = await loadSecrets({ config, env: {} });

    const configured = new Container();
    configured.load(await configModule({ config, env: {} }), secretsModule());

    const byHand = new Container();
    byHand.load(envModule(), azureKeyVaultModule(options), secretsModule());

    const expected = await stepsOf(loaded);
    expect(await stepsOf(configured.get(TOKENS.Secrets))).to.deep.equal(expected);
    expect(await stepsOf(byHand.get(TOKENS.Secrets))).to.deep.equal(expected);
    expect((await byHand.get(TOKENS.Secrets).getVariable('hello')).reveal()).to.equal('world');
    await Promise.all([loaded.close(), configured.unbindAllAsync(), byHand.unbindAllAsync()]);
  });
});
