import type { FindResult, FoundSecret } from '@chatelaine/core';
import { nameOf, type SecretPlace } from './secret-name.js';
import { type SecretObject, valueAt } from './secret-object.js';
import { type SecretsApi, severalMatches } from './secrets-api.js';

/** How many ids one request asks for. */
const IDS_A_REQUEST = 20;

interface ReadOptions {
  readonly api: SecretsApi;
  readonly backend: string;
  readonly signal: AbortSignal;
}

/** The Secrets at a place, or why they could not be read. */
type Matches = readonly SecretObject[] | { readonly error: unknown };

/**
 * Reads many places in fewer requests: one for each Secret with a name, whose keys then belong to one state of it, and one
 * for each twenty ids of a label. As many results as places, in their order.
 */
export async function readPlaces(
  places: readonly SecretPlace[],
  options: ReadOptions,
): Promise<readonly FindResult[]> {
  const matches = new Map<string, Matches>();
  await Promise.all([
    ...distinct(places.flatMap((place) => (place.by === 'name' ? [place.secret] : []))).map((secret) =>
      readNamed(secret, places, matches, options),
    ),
    ...chunksByLabel(places).map((chunk) => readLabelled(chunk.label, chunk.ids, places, matches, options)),
  ]);
  return places.map((place) => resultAt(place, matches.get(keyOf(place)) ?? [], options.backend));
}

async function readNamed(
  secret: string,
  places: readonly SecretPlace[],
  matches: Map<string, Matches>,
  { api, signal }: ReadOptions,
): Promise<void> {
  const asking = places.filter((place) => place.by === 'name' && place.secret === secret);
  const subject = subjectOf(asking, `several keys of the Secret "${secret}"`);
  const [place] = asking;
  if (place === undefined) return;
  try {
    const found = await api.get(secret, { signal, subject });
    matches.set(keyOf(place), found === undefined ? [] : [found]);
  } catch (error) {
    matches.set(keyOf(place), { error });
  }
}

async function readLabelled(
  label: string,
  ids: readonly string[],
  places: readonly SecretPlace[],
  matches: Map<string, Matches>,
  { api, signal }: ReadOptions,
): Promise<void> {
  const asking = places.filter(
    (place) => place.by === 'label' && place.label === label && ids.includes(place.id),
  );
  const subject = subjectOf(asking, `${ids.length} values by the label "${label}"`);
  const found = new Map<string, SecretObject[]>(ids.map((id) => [id, []]));
  try {
    // One more than there should be, so that a second match of an id shows without a second page.
    const query = { labelSelector: `${label} in (${ids.join(',')})`, limit: ids.length + 1 };
    for await (const { items } of api.pages(query, { signal, subject })) {
      for (const item of items) found.get(item.labels[label] ?? '')?.push(item);
    }
    for (const [id, secrets] of found) matches.set(`${label}=${id}`, secrets);
  } catch (error) {
    for (const id of ids) matches.set(`${label}=${id}`, { error });
  }
}

function resultAt(place: SecretPlace, matches: Matches, backend: string): FindResult {
  if ('error' in matches) return matches;
  const [secret, ...others] = matches;
  if (others.length > 0) return { error: severalMatches(backend, `${keyOf(place)}`) };
  return { found: secret === undefined ? undefined : foundAt(place, secret) };
}

function foundAt(place: SecretPlace, secret: SecretObject): FoundSecret | undefined {
  const value = valueAt(secret, place.dataKey);
  if (value === undefined) return undefined;
  const { resourceVersion } = secret;
  return {
    value,
    name: nameOf(place),
    ...(resourceVersion === undefined ? {} : { version: resourceVersion }),
  };
}

function chunksByLabel(places: readonly SecretPlace[]): { label: string; ids: readonly string[] }[] {
  const labels = distinct(places.flatMap((place) => (place.by === 'label' ? [place.label] : [])));
  return labels.flatMap((label) => {
    const ids = distinct(
      places.flatMap((place) => (place.by === 'label' && place.label === label ? [place.id] : [])),
    );
    return Array.from({ length: Math.ceil(ids.length / IDS_A_REQUEST) }, (_none, index) => ({
      label,
      ids: ids.slice(index * IDS_A_REQUEST, (index + 1) * IDS_A_REQUEST),
    }));
  });
}

/** What is read together: a Secret by its name, or the matches of a label. */
function keyOf(place: SecretPlace): string {
  return place.by === 'label' ? `${place.label}=${place.id}` : place.secret;
}

function subjectOf(asking: readonly SecretPlace[], several: string): string {
  const [first, ...others] = distinct(asking.map(nameOf));
  return `the read of ${first !== undefined && others.length === 0 ? `"${first}"` : several}`;
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
