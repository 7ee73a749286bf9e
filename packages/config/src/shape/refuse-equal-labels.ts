import type { DocumentBackend } from './document-backend.js';

/** Two backends of one label could not be told apart in messages and traces. */
export function refuseEqualLabels(backends: readonly DocumentBackend[]): void {
  const seen = new Map<string, DocumentBackend>();
  for (const backend of backends) {
    const twin = seen.get(backend.name);
    if (twin !== undefined) throw equalLabels(backend, twin);
    seen.set(backend.name, backend);
  }
}

function equalLabels(backend: DocumentBackend, twin: DocumentBackend): Error {
  const { document, path, name } = twin.field;
  const line = document.positionOf(path)?.line;
  const where = line === undefined ? name : `${name} on line ${line}`;
  return backend.field.problem(`has the same label as ${where}.`, 'Give one of them a "name" of its own.');
}
