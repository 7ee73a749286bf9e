import { azureKeyVault } from '@chatelaine/azure-key-vault';
import type { Secrets } from '@chatelaine/core';
import { createSecrets } from '@chatelaine/core';
import { expect } from 'chai';
import { caught } from '../../support/caught.js';
import type { VaultTarget } from '../../support/vault-target.js';
import { openVaultTarget } from '../../support/vault-target.js';

describe('Azure Key Vault, read through the real SDK', () => {
  let target: VaultTarget;
  let secrets: Secrets;
  const created: string[] = [];

  const put = async (
    name: string,
    value: string,
    settings: { enabled?: boolean; contentType?: string } = {},
  ) => {
    created.push(name);
    return (await target.admin.setSecret(name, value, settings)).properties.version ?? '';
  };
  const named = (id: string) => `${target.unique}-${id}`;

  before(async () => {
    target = await openVaultTarget();
    secrets = createSecrets({ backends: [azureKeyVault(target.options)] });
  });

  after(async () => {
    await secrets.close();
    for (const name of new Set(created)) {
      const poller = await target.admin.beginDeleteSecret(name, {
        intervalInMs: target.server === undefined ? 2_000 : 5,
      });
      await poller.pollUntilDone();
      await target.admin.purgeDeletedSecret(name);
    }
    await target[Symbol.asyncDispose]();
  });

  it("finds a variable under Airflow's name", async () => {
    await put(`airflow-variables-${named('hello')}`, 'world');
    const secret = await secrets.getVariable(named('hello').replaceAll('-', '_'));
    expect(secret.reveal()).to.equal('world');
    expect(secret.origin).to.include({
      backend: 'azure-key-vault',
      name: `airflow-variables-${named('hello')}`,
      stale: false,
    });
    expect(secret.origin.version).to.match(/^[0-9a-f]{32}$/);
  });

  it('finds a connection that is a URI, and one that is a JSON document', async () => {
    await put(`airflow-connections-${named('uri')}`, 'smtps://user:p%40ss@mail.example.com:465/?timeout=30');
    await put(
      `airflow-connections-${named('json')}`,
      '{"conn_type":"postgres","host":"db","port":5432,"password":"p@:/?#"}',
    );
    const uri = await secrets.getConnection(named('uri'));
    expect(uri.reveal()).to.deep.equal({
      type: 'smtps',
      login: 'user',
      password: 'p@ss',
      host: 'mail.example.com',
      port: 465,
      schema: '',
      extra: { timeout: '30' },
    });
    expect((await secrets.getConnection(named('json'))).password?.reveal()).to.equal('p@:/?#');
  });

  it('finds a raw secret and a config value', async () => {
    await put(named('db-password'), 'raw');
    await put(`airflow-config-${named('sql')}`, 'configured');
    expect((await secrets.getSecret(named('db-password'))).reveal()).to.equal('raw');
    expect((await secrets.getConfig(named('sql'))).reveal()).to.equal('configured');
  });

  const values: readonly [string, string][] = [
    ['many lines', '-----BEGIN KEY-----\nline\r\n\n-----END KEY-----\n'],
    ['any character', '日本語 ✓ "quotes" \\ \t ${env:HOME} {{ var }}'],
    ['25,600 bytes', 'x'.repeat(25_600)],
  ];
  for (const [what, value] of values) {
    it(`gives back ${what} as stored, never expanded`, async () => {
      const name = named(`value-${created.length}`);
      await put(name, value);
      expect((await secrets.getSecret(name)).reveal()).to.equal(value);
    });
  }

  it('reads an old version when it is asked for, and the newest otherwise', async () => {
    const name = named('versioned');
    const first = await put(name, 'first');
    const second = await put(name, 'second');
    expect((await secrets.getSecret(name, { version: first })).reveal()).to.equal('first');
    const newest = await secrets.getSecret(name);
    expect(newest.reveal()).to.equal('second');
    expect(newest.origin.version).to.equal(second);
    expect(await secrets.findSecret(name, { version: '0'.repeat(32) })).to.equal(undefined);
  });

  it('tells a missing secret by code, with the name it asked for', async () => {
    expect(await secrets.findVariable(named('nothing'))).to.equal(undefined);
    const error = await caught(secrets.getVariable(named('nothing')));
    expect(error.code).to.equal('SECRET_NOT_FOUND');
    expect(error.message).to.include(
      `azure-key-vault: nothing under "airflow-variables-${named('nothing')}"`,
    );
  });

  it('tells a disabled secret from a missing one', async () => {
    const name = named('disabled');
    await put(name, 'x', { enabled: false });
    const error = await caught(secrets.getSecret(name));
    expect(error).to.include({ code: 'ACCESS_DENIED', backend: 'azure-key-vault' });
    expect(error.hint).to.include('Enable it');
  });

  it('takes a deleted secret for missing', async () => {
    const name = named('deleted');
    await target.admin.setSecret(name, 'x');
    const poller = await target.admin.beginDeleteSecret(name, {
      intervalInMs: target.server === undefined ? 2_000 : 5,
    });
    await poller.pollUntilDone();
    expect(await secrets.findSecret(name)).to.equal(undefined);
    await target.admin.purgeDeletedSecret(name);
  });

  for (const id of ['a/b', '../a', 'a.b', '%2e', 'a b', 'ü', 'x'.repeat(128)]) {
    it(`says that ${JSON.stringify(id.slice(0, 10))} cannot be a name there`, async () => {
      expect(await secrets.findSecret(id)).to.equal(undefined);
      const { steps } = await secrets.explain({ kind: 'secret', id });
      expect(steps[0]).to.include({ outcome: 'not-here' });
    });
  }

  it('answers 32 that are asked at once, each with its own', async () => {
    const names = Array.from({ length: 32 }, (_unused, index) => named(`many-${index}`));
    for (const name of names) await put(name, `value of ${name}`);
    const answers = await Promise.all(names.map((name) => secrets.getSecret(name)));
    expect(answers.map((answer) => answer.reveal())).to.deep.equal(names.map((name) => `value of ${name}`));
  });
});
