import { ClientSecretCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { startKeyVaultServer } from '@chatelaine/testing';

const vault = await startKeyVaultServer({ secrets: { hello: 'world' } });
const tlsOptions = { ca: vault.ca };
const credential = new ClientSecretCredential(vault.tenantId, vault.clientId, vault.clientSecret, {
  authorityHost: vault.authorityHost,
  disableInstanceDiscovery: true,
  tlsOptions,
});
const client = new SecretClient(vault.url, credential, {
  disableChallengeResourceVerification: true,
  tlsOptions,
});

vault.fault({ answer: 429, retryAfter: 1 }); // the next read is throttled once
console.log((await client.getSecret('hello')).value); // world
console.log(vault.reads('hello').map(({ status }) => status)); // [ 429, 200 ]
await vault.close();
