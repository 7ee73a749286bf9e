import { isUtf8 } from 'node:buffer';
import { resolve } from 'node:path';
import type { FileFailure, ProviderContext, SecretValue } from '@chatelaine/core';
import { readRegularFile, SecretsError } from '@chatelaine/core';

const MAX_BYTES = 64 * 1024;
const CHECK_PATH = 'Check the path that the variable holds.';

const HINTS: Readonly<Record<FileFailure['problem'], string>> = {
  'does not exist': CHECK_PATH,
  'is not a regular file': CHECK_PATH,
  'may not be read': 'Give this process the right to read it.',
  'cannot be read now': 'Try again.',
  'is too large': 'A file for one secret holds nothing but the secret, and at most 64 KiB.',
  'cannot be read': 'Check the disk or the share that it is on.',
};

/**
 * Reads the value of a secret from the regular file at `path`, without one newline at its end: text, or bytes where
 * they are no UTF-8. No message holds the path, because a secret may have been put there by mistake.
 *
 * @throws SecretsError for a file that cannot be read, which never looks like "missing"
 */
export async function readSecretFile(
  path: string,
  variable: string,
  { directory, name: backend }: ProviderContext,
): Promise<SecretValue> {
  if (path === '') {
    throw new SecretsError('INVALID_CONFIG', `${backend}: the variable ${variable} is empty.`, {
      backend,
      hint: 'Let it hold the path of the file with the value, or unset it.',
    });
  }
  const read = await readRegularFile(resolve(directory, path), MAX_BYTES);
  if (!Buffer.isBuffer(read)) {
    throw new SecretsError(read.code, `${backend}: the file that ${variable} names ${read.problem}.`, {
      backend,
      hint: HINTS[read.problem],
      cause: read.cause,
    });
  }
  const bytes = withoutNewline(read);
  return isUtf8(bytes) ? bytes.toString('utf8') : bytes;
}

function withoutNewline(bytes: Buffer): Buffer {
  if (bytes.at(-1) !== 0x0a) return bytes;
  return bytes.subarray(0, bytes.at(-2) === 0x0d ? -2 : -1);
}
