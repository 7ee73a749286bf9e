import { type FindResult, fileFailure, readRegularFile, SecretsError } from '@chatelaine/core';
import { textOrBytes } from '@chatelaine/core/provider';
import { fileErrorOf, linkError, mountError } from './mount-error.js';
import { type MountedFile, MountSnapshot } from './mount-snapshot.js';

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
  const outside = () => ({ error: linkError(label, 'out of the folder', backend) });
  const file = await fileAt(snapshot, parts, label, backend);
  if (file === undefined) return { found: undefined };
  if (file === 'outside') return outside();
  if (SecretsError.is(file)) return { error: file };
  const bytes = await readRegularFile(file.path, MAX_BYTES, { within: snapshot.root });
  if (bytes === 'outside') return outside();
  if (!Buffer.isBuffer(bytes)) {
    const isMissing = bytes.problem === 'does not exist' || bytes.problem === 'is not a regular file';
    return isMissing ? { found: undefined } : { error: mountError(bytes, label, backend) };
  }
  const { version } = file;
  return { found: { value: textOrBytes(bytes), name, ...(version === undefined ? {} : { version }) } };
}

async function fileAt(
  snapshot: MountSnapshot,
  parts: readonly string[],
  label: string,
  backend: string,
): Promise<MountedFile | SecretsError | 'outside' | undefined> {
  try {
    return (await snapshot.fileAt(parts)) ?? 'outside';
  } catch (error) {
    return fileErrorOf(error, label, backend);
  }
}
