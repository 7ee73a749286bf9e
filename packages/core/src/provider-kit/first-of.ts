import type { Location } from '../backend.js';

/** The first answer that one of the names of a place has, in their order. */
export async function firstOf<T>(
  location: Location,
  ask: (name: string) => Promise<T | undefined>,
): Promise<T | undefined> {
  if ('notHere' in location) return undefined;
  for (const name of location.names) {
    const answer = await ask(name);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
