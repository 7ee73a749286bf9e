import { SecretsError } from '../errors.js';
import type { SecretRef } from '../secret-ref.js';

/** The error for a write of what has no name in the service, with the reason that `locate` gives. */
export function unwritable(ref: SecretRef, notHere: string, backend: string): SecretsError {
  return new SecretsError('INVALID_REFERENCE', `${backend}: cannot be written here: ${notHere}.`, {
    backend,
    ref,
    hint: 'Choose another id, or write it to another backend.',
  });
}

/** @throws SecretsError `UNSUPPORTED` for a single version, which is neither written nor removed */
export function refuseVersion(ref: SecretRef, backend: string): void {
  if (ref.version === undefined) return;
  throw new SecretsError('UNSUPPORTED', `${backend}: a version cannot be changed or removed alone.`, {
    backend,
    ref,
    hint: 'Leave the version out: a write makes a new one, and a removal takes all of them.',
  });
}
