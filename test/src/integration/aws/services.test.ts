import { LabelParameterVersionCommand, SSMClient } from '@aws-sdk/client-ssm';
import { awsParameterStore, awsSecretsManager } from '@chatelaine/aws';
import { createSecrets } from '@chatelaine/core';
import { expect } from 'chai';
import { AWS_LOGIN } from '../../support/aws-admin.js';
import { type MotoServer, startMoto } from '../../support/servers/moto-server.js';

const options = { signal: new AbortController().signal };
const variable = (id: string) => ({ kind: 'variable', id }) as const;

describe('The services of AWS', () => {
  let moto: MotoServer;
  before(async function () {
    moto = await startMoto(this);
  });
  after(() => moto?.stop());
  const secretsManager = (more = {}) => awsSecretsManager({ ...AWS_LOGIN, endpoint: moto.endpoint, ...more });
  const parameterStore = (more = {}) => awsParameterStore({ ...AWS_LOGIN, endpoint: moto.endpoint, ...more });

  it('give a secret of Secrets Manager that was removed back, until it is purged', async () => {
    const backend = secretsManager();
    await backend.write(variable('kept'), 'v', options);
    expect(await backend.remove(variable('kept'), options)).to.equal(true);
    expect(await backend.find(variable('kept'), options)).to.equal(undefined);
    expect(await backend.recover(variable('kept'), options)).to.equal(true);
    expect(await backend.find(variable('kept'), options)).to.have.property('value', 'v');
    expect(await backend.purge(variable('kept'), options)).to.equal(false);
    await backend.remove(variable('kept'), options);
    expect(await backend.purge(variable('kept'), options)).to.equal(true);
    expect(await backend.recover(variable('kept'), options)).to.equal(false);
    await backend.close();
  });

  it('take a write under a name of Secrets Manager that is scheduled for deletion', async () => {
    const backend = secretsManager();
    await backend.write(variable('again'), 'one', options);
    await backend.remove(variable('again'), options);
    await backend.write(variable('again'), 'two', options);
    expect(await backend.find(variable('again'), options)).to.have.property('value', 'two');
    const previous = { ...variable('again'), version: 'AWSPREVIOUS' };
    expect(await backend.find(previous, options)).to.have.property('value', 'one');
    await backend.close();
  });

  it('read a connection that is an object of a database of AWS', async () => {
    const backend = secretsManager();
    const document = {
      engine: 'postgres',
      username: 'scott',
      password: 'tiger',
      host: 'h',
      port: 5432,
      dbname: 'app',
    };
    await backend.write({ kind: 'connection', id: 'db' }, JSON.stringify(document), options);
    const secrets = createSecrets({ backends: [secretsManager({ extraConnWords: { schema: ['dbname'] } })] });
    const { type, host, port, login, schema, password } = await secrets.getConnection('db');
    expect({ type, host, port, login, schema, password: password?.reveal() }).to.deep.equal({
      type: 'postgres',
      host: 'h',
      port: 5432,
      login: 'scott',
      schema: 'app',
      password: 'tiger',
    });
    await secrets.close();
    await backend.close();
  });

  it('read a parameter by its label', async () => {
    const backend = parameterStore();
    await backend.write(variable('labelled'), 'one', options);
    await backend.write(variable('labelled'), 'two', options);
    const { region, ...credentials } = AWS_LOGIN;
    const admin = new SSMClient({ region, credentials, endpoint: moto.endpoint });
    const Name = '/airflow/variables/labelled';
    await admin.send(new LabelParameterVersionCommand({ Name, ParameterVersion: 1, Labels: ['stable'] }));
    admin.destroy();
    const stable = { ...variable('labelled'), version: 'stable' };
    expect(await backend.find(stable, options)).to.include({ value: 'one', version: '1' });
    expect(await backend.describe(stable, options)).to.include({ version: '1' });
    await backend.close();
  });

  it('keep parameters in hierarchies, and raw names of one level without a slash', async () => {
    const backend = parameterStore({ variablesPrefix: 'app/vars' });
    await backend.write(variable('a/b/c'), 'deep', options);
    await backend.write({ kind: 'secret', id: 'Plain' }, 'plain', options);
    const listed: string[] = [];
    for await (const { name } of backend.list({ kind: 'variable' }, options)) listed.push(name);
    expect(listed).to.deep.equal(['/app/vars/a/b/c']);
    expect(await backend.find({ kind: 'secret', id: '/app/vars/a/b/c' }, options)).to.include({
      value: 'deep',
    });
    expect(await backend.find({ kind: 'secret', id: 'Plain' }, options)).to.include({ name: 'Plain' });
    await backend.close();
  });
});
