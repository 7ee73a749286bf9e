import { type FindResult, fileFailure, readRegularFile, SecretsError } from '@chatelaine/core';
import { textOrBytes } from '@chatelaine/core/provider';
import { mountError } from './mount-error.js';
import { MountSnapshot } from './mount-snapshot.js';

/** A Secret holds no more, in bytes. */
export const MAX_BYTES: number = 1024 * 1024;
/** How often a folder may be swapped while it is read. */
const ATTEMPTS = 5;

/**
 * Reads files of one state of the mounted folder: when Kubernetes swaps it meanwhile and files go missing, all are read
 * again. As many results as paths, in their order.
 *
 * @throws SecretsError when the folder itself cannot be read
 */
export async function readFiles(
  root: string,
  paths: readonly (readonly string[])[],
  backend: string,
): Promise<readonly FindResult[]> {
  for (let attempt = 1; ; attempt += 1) {
    const snapshot = await openFolder(root, backend);
    const results = await Promise.all(paths.map((path) => readFile(snapshot, path, backend)));
    const isWhole = results.every((result) => 'found' in result && result.found !== undefined);
    if (isWhole || attempt === ATTEMPTS || !(await snapshot.hasMoved())) return results;
  }
}

/** @throws SecretsError when there is no such folder, or it may not be read */
export async function openFolder(root: string, backend: string): Promise<MountSnapshot> {
  try {
    return await MountSnapshot.of(root);
  } catch (error) {
    throw mountError(fileFailure(error), 'the folder of option "path"', backend, ['path']);
  }
}

async function readFile(
  snapshot: MountSnapshot,
  parts: readonly string[],
  backend: string,
): Promise<FindResult> {
  const name = parts.join('/');
  const label = `the file ${JSON.stringify(name)}`;
  const file = await pathOf(snapshot, parts);
  if (file === undefined) {
    return {
      error: new SecretsError('ACCESS_DENIED', `${backend}: ${label} leads out of the folder.`, {
        backend,
        hint: 'Mount the Secret inside it, or give the folder that holds both.',
      }),
    };
  }
  if ('problem' in file) {
    return file.problem === 'does not exist'
      ? { found: undefined }
      : { error: mountError(file, label, backend) };
  }
  const bytes = await readRegularFile(file.path, MAX_BYTES);
  if (!Buffer.isBuffer(bytes)) {
    const isMissing = bytes.problem === 'does not exist' || bytes.problem === 'is not a regular file';
    return isMissing ? { found: undefined } : { error: mountError(bytes, label, backend) };
  }
  const { version } = file;
  return { found: { value: textOrBytes(bytes), name, ...(version === undefined ? {} : { version }) } };
}

async function pathOf(snapshot: MountSnapshot, parts: readonly string[]) {
  try {
    return await snapshot.fileAt(parts);
  } catch (error) {
    return fileFailure(error);
  }
}
