import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import { folderWith } from './folder-with.test.fixture.js';
import { loadSecrets } from './load-secrets.js';

const env = { AIRFLOW_CONN_DB: 'postgres://h1:1,h2:2/db', AIRFLOW_CONN_MAIL: 'smtp://relay#1' };

describe('How connections are read, by a config', () => {
  const load = async (yaml: string, profile?: string) =>
    loadSecrets({ cwd: await folderWith({ 'chatelaine.yaml': yaml }), env, profile });

  it('is as Airflow reads them, unless it says strict', async () => {
    const lenient = await load('backends: [env]\n');
    expect((await lenient.getConnection('mail')).losses).to.have.length(1);
    const strict = await load('backends: [env]\nconnections: strict\n');
    expect((await strict.getConnection('db')).hosts).to.deep.equal([
      { host: 'h1', port: 1 },
      { host: 'h2', port: 2 },
    ]);
    const lost = await strict.getConnection('mail').catch((error: unknown) => error);
    expect(SecretsError.is(lost, 'INVALID_VALUE')).to.equal(true);
  });

  it('can be told by a profile', async () => {
    const yaml = 'backends: [env]\nprofiles:\n  test: { connections: strict }\n';
    expect((await (await load(yaml, 'test')).getConnection('db')).hosts).to.have.length(2);
  });

  it('is one of two words', async () => {
    const error = await load('backends: [env]\nconnections: lax\n').catch((caught: unknown) => caught);
    expect((error as SecretsError).message).to.equal(
      'chatelaine.yaml:2:1: connections is no reading of connections. Write airflow or strict.',
    );
  });
});
