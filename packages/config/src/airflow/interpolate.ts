import { invalidAt, type Place } from './place.js';

/** The raw text of another key of the same section or of `[DEFAULT]`. */
export type IniReference = (name: string) => string | undefined;

const MAX_DEPTH = 10;
/** How many characters all the references of one value may bring, on every level together. */
const MAX_BROUGHT = 65_536;
/** No "(" within the brackets, so that text full of "%(" is read once and not once for each. */
const PERCENT = /%(?:%|\(([^()]+)\)s)?/g;

/** Resolves `%%` to `%` and `%(name)s` to the value of another key, as `configparser` does. */
export function interpolate(text: string, resolve: IniReference, place: Place): string {
  let brought = 0;
  const resolved = (value: string, depth: number): string => {
    if (depth > MAX_DEPTH) {
      throw invalidAt(place, 'its "%(name)s" leads back to itself.', 'Write the value out.');
    }
    return value.replace(PERCENT, (match, name: string | undefined) => {
      if (match === '%%') return '%';
      const next = referenced(name, resolve, place);
      // A reference to an empty value is work as well.
      brought += next.length + 1;
      if (brought > MAX_BROUGHT) {
        throw invalidAt(place, 'its "%(name)s" grows beyond 64 KiB.', 'Write the value out.');
      }
      return resolved(next, depth + 1);
    });
  };
  return resolved(text, 1);
}

function referenced(name: string | undefined, resolve: IniReference, place: Place): string {
  if (name === undefined) throw invalidAt(place, 'a "%" stands alone in it.', 'Double it: write "%%".');
  const value = resolve(name);
  if (value !== undefined) return value;
  throw invalidAt(
    place,
    'a "%(name)s" in it names no key of its section.',
    'Name a key that is there, or write "%%" for a percent sign.',
  );
}
