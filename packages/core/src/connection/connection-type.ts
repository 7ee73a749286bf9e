/** The canonical form of a type: `postgresql` is `postgres`, and every `-` is `_`. */
export function canonicalType(given: string): string {
  if (given === 'postgresql') return 'postgres';
  return given.includes('-') ? given.replaceAll('-', '_') : given;
}

/** How a type is written before `://`: lower-case, and every `_` is `-`. */
export const schemeOfType = (type: string): string => type.toLowerCase().replaceAll('_', '-');
