import { badCredentialFile, type CredentialFile, readCredentialFile } from '@chatelaine/core/provider';

/**
 * The file as a PEM certificate with its private key, checked so far that the SDK's own message is not needed.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export async function readCertificateFile(file: CredentialFile): Promise<string> {
  const text = await readCredentialFile(file);
  if (text.includes('-----BEGIN CERTIFICATE-----') && text.includes('PRIVATE KEY-----')) return text;
  throw badCredentialFile(
    file,
    'is no certificate with its private key',
    'Put both into one PEM file, unencrypted.',
  );
}
