// A program of its own, because the Azure SDK decides once per process where a managed identity comes from:
// logs in with what its environment holds, and prints the value of a secret.
import { DefaultAzureCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';

const credential = new DefaultAzureCredential({ disableInstanceDiscovery: true });
const client = new SecretClient(process.env.VAULT_URL ?? '', credential, {
  disableChallengeResourceVerification: true,
});
const { value } = await client.getSecret('greeting');
process.stdout.write(value ?? '');
