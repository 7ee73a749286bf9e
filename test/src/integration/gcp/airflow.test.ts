import { loadSecrets } from '@chatelaine/config';
import { type SecretManagerServer, startSecretManagerServer } from '@chatelaine/testing';
import { expect } from 'chai';
import { caught } from '../../support/caught.js';

const CLASS = 'airflow.providers.google.cloud.secrets.secret_manager.CloudSecretManagerBackend';

describe("Airflow's Secret Manager backend", () => {
  let server: SecretManagerServer;

  before(async () => {
    server = await startSecretManagerServer({
      secrets: {
        'airflow-connections-smtp_default': 'smtp://mail.example.com',
        'airflow-variables-blue--hello': 'blue world',
        'airflow-variables-hello': 'world',
      },
    });
  });

  after(() => server.close());

  const load = (kwargs: object) =>
    loadSecrets({
      env: {
        AIRFLOW__SECRETS__BACKEND: CLASS,
        AIRFLOW__SECRETS__BACKEND_KWARGS: JSON.stringify({
          gcp_keyfile_dict: server.key(),
          endpoint: server.url,
          ...kwargs,
        }),
      },
      cwd: '/',
    });

  it('finds the same names by the same keyword arguments', async () => {
    const secrets = await load({
      connections_prefix: 'airflow-connections',
      sep: '-',
      project_id: server.projectId,
    });
    expect((await secrets.getConnection('smtp_default')).host).to.equal('mail.example.com');
    expect((await secrets.getVariable('hello')).reveal()).to.equal('world');
    expect((await secrets.getVariable('hello', { team: 'blue' })).reveal()).to.equal('blue world');
    expect((await secrets.getVariable('hello', { team: 'red' })).reveal()).to.equal('world');
    await secrets.close();
  });

  it('is not asked for a kind whose prefix is null', async () => {
    const secrets = await load({ variables_prefix: null });
    server.clearLog();
    expect(await secrets.findVariable('hello')).to.equal(undefined);
    expect(server.requests).to.have.length(0);
    await secrets.close();
  });

  it('tells a refusal from a miss, which Airflow does not', async () => {
    const secrets = await load({});
    server.deny(server.email);
    expect(await caught(secrets.getVariable('hello'))).to.include({ code: 'ACCESS_DENIED' });
    server.grant(server.email);
    await secrets.close();
  });
});
