import type { Secrets } from '@chatelaine/core';
import { createSecrets } from '@chatelaine/core';
import { gcp } from '@chatelaine/gcp';
import { expect } from 'chai';
import { caught } from '../../support/caught.js';
import { openSecretManagerTarget, type SecretManagerTarget } from '../../support/secret-manager-target.js';

describe('Google Secret Manager, read through the real SDK for log-ins', () => {
  let target: SecretManagerTarget;
  let secrets: Secrets;
  const created = new Set<string>();

  const put = async (name: string, value: string | Uint8Array): Promise<string> => {
    created.add(name);
    return target.admin.set(name, value);
  };
  const named = (id: string) => `${target.unique}_${id}`;

  before(async () => {
    target = await openSecretManagerTarget();
    secrets = createSecrets({ backends: [gcp(target.options)], cache: false });
  });

  after(async () => {
    await secrets.close();
    for (const name of created) await target.admin.delete(name);
    await target[Symbol.asyncDispose]();
  });

  it("finds a variable under Airflow's name, underscores and all", async () => {
    await put(`airflow-variables-${named('hello')}`, 'world');
    const secret = await secrets.getVariable(named('hello'));
    expect(secret.reveal()).to.equal('world');
    expect(secret.origin).to.include({
      backend: 'gcp',
      name: `airflow-variables-${named('hello')}`,
      version: '1',
    });
  });

  it('finds a connection that is a URI', async () => {
    await put(`airflow-connections-${named('uri')}`, 'smtps://user:p%40ss@mail.example.com:465');
    expect((await secrets.getConnection(named('uri'))).reveal()).to.include({
      login: 'user',
      password: 'p@ss',
      port: 465,
    });
  });

  it('gives back 64 KiB of bytes as they were stored', async () => {
    const bytes = Uint8Array.from({ length: 65_536 }, (_none, index) => (index * 7 + 128) % 256);
    await put(named('bytes'), bytes);
    expect(Buffer.from((await secrets.getSecret(named('bytes'))).bytes()).equals(bytes)).to.equal(true);
  });

  it('reads an old version by its number, and the newest by "latest" and without one', async () => {
    const name = named('versioned');
    await put(name, 'first');
    await put(name, 'second');
    expect((await secrets.getSecret(name, { version: '1' })).reveal()).to.equal('first');
    expect((await secrets.getSecret(name, { version: 'latest' })).origin.version).to.equal('2');
    expect((await secrets.getSecret(name)).reveal()).to.equal('second');
    expect(await secrets.findSecret(name, { version: '3' })).to.equal(undefined);
  });

  it('takes the newest version for the latest though it is disabled, and says so', async () => {
    const name = named('disabled');
    await put(name, 'first');
    await put(name, 'second');
    await target.admin.disable(name);
    const error = await caught(secrets.getSecret(name));
    expect(error).to.include({ code: 'ACCESS_DENIED', backend: 'gcp' });
    expect(error.hint).to.include('"latest" is the newest one, enabled or not');
    expect((await secrets.getSecret(name, { version: '1' })).reveal()).to.equal('first');
  });

  it('tells a destroyed version from a missing one', async () => {
    const name = named('destroyed');
    await put(name, 'x');
    await target.admin.destroy(name);
    expect(await caught(secrets.getSecret(name))).to.include({ code: 'ACCESS_DENIED' });
  });

  it('tells a missing secret by code, with the name it asked for', async () => {
    expect(await secrets.findVariable(named('nothing'))).to.equal(undefined);
    const error = await caught(secrets.getVariable(named('nothing')));
    expect(error.code).to.equal('SECRET_NOT_FOUND');
    expect(error.message).to.include(`gcp: nothing under "airflow-variables-${named('nothing')}"`);
  });
});
