import type { FindResult, FoundSecret } from '@chatelaine/core';

/** Reads the places that there can be, together; what has none is missing. As many results as places, in their order. */
export async function findPlaces<Place extends object>(
  places: readonly (Place | { readonly notHere: string })[],
  read: (here: readonly Place[]) => Promise<readonly FindResult[]>,
): Promise<readonly FindResult[]> {
  const here = places.filter((place): place is Place => !('notHere' in place));
  const results = (here.length === 0 ? [] : await read(here)).values();
  return places.map((place) =>
    'notHere' in place ? { found: undefined } : (results.next().value ?? { found: undefined }),
  );
}

/** The one result of one place. */
export async function findOne(results: Promise<readonly FindResult[]>): Promise<FoundSecret | undefined> {
  const [result] = await results;
  if (result !== undefined && 'error' in result) throw result.error;
  return result?.found;
}
