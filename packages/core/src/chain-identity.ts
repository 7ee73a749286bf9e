import type { SecretsBackend } from './backend.js';
import type { SecretKind } from './secret-ref.js';
import { SECRET_KINDS } from './secret-ref.js';

/**
 * A text that tells one chain from another: how connections are read, and for each backend in its order its label, its
 * place and the names that it would ask for. Two vaults with one label and the same names are told apart by their place
 * alone.
 */
export function chainIdentity(backends: readonly SecretsBackend[], reading: 'airflow' | 'strict'): string {
  const names = backends.map((backend) => [
    backend.name,
    backend.place ?? null,
    ...SECRET_KINDS.map((kind) => namesOf(backend, kind)),
  ]);
  return JSON.stringify([reading, names]);
}

function namesOf(backend: SecretsBackend, kind: SecretKind): readonly string[] | undefined {
  try {
    const location = backend.locate?.({ kind, id: 'id' });
    return location === undefined || 'notHere' in location ? undefined : location.names;
  } catch (_notLocated) {
    // A backend that cannot tell is asked all the same, and says why then.
    return undefined;
  }
}
