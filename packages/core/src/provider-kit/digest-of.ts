import { createHash } from 'node:crypto';

/** What tells one set of words from another without telling them: an option may have been expanded from a secret. */
export function digestOf(...words: readonly (string | undefined)[]): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('base64url');
}
