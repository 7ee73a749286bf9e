import type { FindResult, FoundSecret, Location, SecretsBackend } from './backend.js';
import { SecretsError } from './errors.js';
import type { SecretRef } from './secret-ref.js';

/** Where a reference is in a batch, or why it is in none. */
export type PlaceInBatch =
  | { readonly ref: SecretRef; readonly index: number; readonly names: readonly string[] }
  | { readonly notHere: string }
  | { readonly ref: SecretRef; readonly error: unknown };

/** The references that a backend is asked for in one batch: one of each that it keeps in one place. */
export function groupByPlace(
  locate: (ref: SecretRef) => Location,
  refs: readonly SecretRef[],
): { readonly asked: readonly SecretRef[]; readonly places: readonly PlaceInBatch[] } {
  const asked: SecretRef[] = [];
  const indexByPlace = new Map<string, number>();
  const places = refs.map((ref): PlaceInBatch => {
    try {
      const location = locate(ref);
      if ('notHere' in location) return location;
      const place = placeOf(ref, location);
      const index = indexByPlace.get(place) ?? asked.push(ref) - 1;
      indexByPlace.set(place, index);
      return { ref, index, names: location.names };
    } catch (error) {
      return { ref, error };
    }
  });
  return { asked, places };
}

/** The result of one reference of a batch. @throws SecretsError the error of that reference, or `INTERNAL` */
export function resultAt(
  results: readonly FindResult[],
  index: number,
  expected: number,
  { name }: SecretsBackend,
): FoundSecret | undefined {
  const result = results[index];
  if (results.length !== expected || result === undefined) {
    throw new SecretsError(
      'INTERNAL',
      `${name}: findMany gave ${results.length} results for ${expected} references.`,
      {
        backend: name,
        hint: 'A backend gives one result for each reference, in their order.',
      },
    );
  }
  if ('error' in result) throw result.error;
  return result.found;
}

function placeOf(ref: SecretRef, { names, identity }: Extract<Location, { names: unknown }>): string {
  // A backend that tells no names keeps every reference in a place of its own.
  const parts = names.length === 0 ? [ref.kind, ref.id, ref.team ?? null] : [identity ?? names];
  return JSON.stringify([...parts, ref.version ?? null]);
}
