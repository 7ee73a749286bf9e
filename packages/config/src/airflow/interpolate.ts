import { invalidAt, type Place } from './place.js';

/** The raw text of another key of the same section or of `[DEFAULT]`. */
export type IniReference = (name: string) => string | undefined;

const MAX_DEPTH = 10;
const PERCENT = /%(?:%|\(([^)]+)\)s)?/g;

/** Resolves `%%` to `%` and `%(name)s` to the value of another key, as `configparser` does. */
export function interpolate(text: string, resolve: IniReference, place: Place, depth = 1): string {
  if (depth > MAX_DEPTH) {
    throw invalidAt(place, 'its "%(name)s" leads back to itself.', 'Write the value out.');
  }
  return text.replace(PERCENT, (match, name: string | undefined) => {
    if (match === '%%') return '%';
    if (name === undefined) throw invalidAt(place, 'a "%" stands alone in it.', 'Double it: write "%%".');
    const value = resolve(name);
    if (value === undefined) {
      throw invalidAt(
        place,
        'a "%(name)s" in it names no key of its section.',
        'Name a key that is there, or write "%%" for a percent sign.',
      );
    }
    return interpolate(value, resolve, place, depth + 1);
  });
}
