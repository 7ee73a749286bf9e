import { generateKeyPairSync } from 'node:crypto';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });

/** The content of a key file whose key is real and known to nobody. */
export const SERVICE_ACCOUNT: Readonly<Record<string, string>> = {
  type: 'service_account',
  project_id: 'contoso-1',
  private_key_id: 'a1',
  private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  client_email: 'app@contoso-1.iam.gserviceaccount.com',
};
