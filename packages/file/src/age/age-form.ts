/** How an age file is written: as bytes, or as text between two lines. */
export type AgeForm = 'binary' | 'armored';

const BINARY = 'age-encryption.org/';
const ARMORED = /^\s*-----BEGIN AGE ENCRYPTED FILE-----/;
/** Where the first word of an armored file is looked for at most. */
const LONGEST_START = 1_024;

/** The form by the header; `undefined` for what is no age file. */
export function ageForm(bytes: Uint8Array): AgeForm | undefined {
  const start = Buffer.from(bytes.subarray(0, LONGEST_START)).toString('latin1');
  if (start.startsWith(BINARY)) return 'binary';
  return ARMORED.test(start) ? 'armored' : undefined;
}
