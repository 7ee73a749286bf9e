import { resolve } from 'node:path';
import { SecretsError, safeCause } from '@chatelaine/core';
import { FileRefusal, readSmallFile } from './read-small-file.js';

export interface CredentialFile {
  /** The option that names the file. */
  readonly option: 'clientSecretFile' | 'clientCertificatePath';
  readonly path: string;
  /** The folder that a relative path starts from. */
  readonly directory: string;
  readonly backend: string;
}

/**
 * The text of a file that proves who we are, without one newline at its end.
 *
 * @throws SecretsError `INVALID_CONFIG` when it cannot be read or holds nothing
 */
export async function readCredentialFile(file: CredentialFile): Promise<string> {
  const text = await read(file);
  const value = text.replace(/\r?\n$/, '');
  if (value === '') throw refuse(file, 'is empty', 'Write what it should hold into it.');
  return value;
}

/** The file as a PEM certificate with its private key, checked so far that the SDK's own message is not needed. */
export async function readCertificateFile(file: CredentialFile): Promise<string> {
  const text = await readCredentialFile(file);
  if (text.includes('-----BEGIN CERTIFICATE-----') && text.includes('PRIVATE KEY-----')) return text;
  throw refuse(file, 'is no certificate with its private key', 'Put both into one PEM file, unencrypted.');
}

async function read(file: CredentialFile): Promise<string> {
  try {
    return (await readSmallFile(resolve(file.directory, file.path))).toString('utf8');
  } catch (error) {
    if (error instanceof FileRefusal) {
      throw refuse(file, error.message, 'It holds nothing but what it is for: check its path.');
    }
    const cause = safeCause(error);
    const code = 'code' in cause && cause.code !== undefined ? ` (${cause.code})` : '';
    throw refuse(file, `cannot be read${code}`, 'Check its path and who may read it.', cause);
  }
}

function refuse(
  { option, backend }: CredentialFile,
  problem: string,
  hint: string,
  cause?: ReturnType<typeof safeCause>,
): SecretsError {
  return new SecretsError('INVALID_CONFIG', `${backend}: the file that "${option}" names ${problem}.`, {
    backend,
    field: [option],
    hint,
    cause,
  });
}
