// mocha greeting.test.js: an application is tested against a Key Vault that runs in the same process.
import assert from 'node:assert/strict';
import tls from 'node:tls';
import { startKeyVaultServer } from '@chatelaine/testing';
import { loadSecrets, SecretsError } from 'chatelaine';

/** The application: it is given its secrets, and does not know where they come from. */
const greeting = async (secrets) => `Hello, ${(await secrets.getVariable('hello')).reveal()}!`;

describe('greeting', () => {
  let vault;
  let secrets;

  beforeEach(async () => {
    vault = await startKeyVaultServer({ secrets: { 'airflow-variables-hello': 'world' } });
    // Trust its certificate: from Node 22.19 on. Before, start a child process with NODE_EXTRA_CA_CERTS=vault.caFile.
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), vault.ca]);
    const backend = { provider: 'azure-key-vault', options: vault.options() };
    secrets = await loadSecrets({ config: { backends: [backend], cache: false } }); // false: each call asks
  });

  afterEach(async () => {
    await secrets.close();
    await vault.close();
  });

  it('greets whom the vault names', async () => {
    assert.equal(await greeting(secrets), 'Hello, world!');
    vault.set('airflow-variables-hello', 'moon');
    assert.equal(await greeting(secrets), 'Hello, moon!');
    assert.equal(vault.reads('airflow-variables-hello').length, 2);
  });

  it('fails when the vault denies the read, and does not take that for "missing"', async () => {
    vault.deny(vault.clientId, { name: 'airflow-variables-hello' });
    await assert.rejects(greeting(secrets), (error) => SecretsError.is(error, 'ACCESS_DENIED'));
  });
});
