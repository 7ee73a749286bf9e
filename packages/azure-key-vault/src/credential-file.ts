import { resolve } from 'node:path';
import { readRegularFile, SecretsError, type safeCause } from '@chatelaine/core';

const MAX_BYTES = 64 * 1024;
const HINT = 'Check its path and who may read it; it holds nothing but what it is for.';

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
  const bytes = await readRegularFile(resolve(file.directory, file.path), MAX_BYTES);
  if (Buffer.isBuffer(bytes)) return bytes.toString('utf8');
  throw refuse(file, bytes.problem, HINT, bytes.cause);
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
