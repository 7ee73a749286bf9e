import { badCredentialFile, type CredentialFile, readCredentialFile } from '@chatelaine/core/provider';

/**
 * The token in a file: one line, with nothing that would end the header it is sent in.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export async function readTokenFile(file: CredentialFile): Promise<string> {
  const token = (await readCredentialFile(file)).trim();
  if (isToken(token)) return token;
  throw badCredentialFile(file, 'is no token', 'A token is one line without spaces.');
}

/** Whether a text can be sent as a bearer token. */
export function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
