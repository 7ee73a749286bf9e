const FEWEST_BITS_BY_ALPHABET = 20;
const FEWEST_BITS_BY_FREQUENCY = 10;

/** What stands in logs so often, and is so little of a secret, that hiding it would only make them unreadable. */
const COMMON_WORDS: ReadonlySet<string> = new Set(
  `admin administrator airflow anonymous connection critical database debug default development disabled docker
  enabled error example false guest https info localhost message mongodb mssql mysql number object oracle postgres
  postgresql prefer private production public redis require required response select service sqlite staging status
  string system testing trace undefined username value verify-full warning`.split(/\s+/),
);

const ALPHABETS: readonly (readonly [RegExp, size: number])[] = [
  [/[0-9]/, 10],
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[^0-9A-Za-z]/, 33],
];

/**
 * Whether a text is long and varied enough to be hidden wherever it stands: at least `minLength` characters, no common
 * word, 20 bits by the alphabets that it uses (7 digits, 5 lower-case letters), and 10 bits by how often each character
 * comes.
 */
export function isWorthHiding(text: string, minLength: number): boolean {
  if (text.length < minLength || COMMON_WORDS.has(text.trim().toLowerCase())) return false;
  return bitsByAlphabet(text) >= FEWEST_BITS_BY_ALPHABET && bitsByFrequency(text) >= FEWEST_BITS_BY_FREQUENCY;
}

function bitsByAlphabet(text: string): number {
  const size = ALPHABETS.reduce((sum, [pattern, letters]) => (pattern.test(text) ? sum + letters : sum), 0);
  return text.length * Math.log2(size);
}

function bitsByFrequency(text: string): number {
  const counts = new Map<string, number>();
  for (const unit of text.split('')) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits += count * Math.log2(text.length / count);
  return bits;
}
