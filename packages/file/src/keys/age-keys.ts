import { SecretsError } from '@chatelaine/core';

/** What opens encrypted files. */
export interface AgeKeys {
  /** Private keys of age, `AGE-SECRET-KEY-1…`. */
  readonly identities: readonly string[];
  readonly passphrase?: string;
}

const IDENTITY = /^AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]+$/;
const HINT = 'One key a line, as "age-keygen" writes them; lines that begin with # are comments.';
/** What looks like a key and is not read here, and why. */
const REFUSED: readonly (readonly [start: RegExp, problem: string, hint: string])[] = [
  [/^AGE-PLUGIN-/, 'holds a key of a plugin of age, and plugins are programs, which are not run', HINT],
  [/^-----BEGIN .*PRIVATE KEY-----/, 'holds a key of SSH, which is not read', HINT],
  [
    /^(?:age-encryption\.org\/|-----BEGIN AGE ENCRYPTED FILE-----)/,
    'is itself encrypted',
    'Decrypt it first, into a file that only this user can read.',
  ],
  [/^age1/, 'holds a recipient, and not its private key', HINT],
];

/**
 * The keys in a key file, or in a value.
 *
 * @throws SecretsError `INVALID_CONFIG`; nothing of the text is in it
 */
export function parseIdentities(text: string, subject: string, backend: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#'));
  for (const key of keys) {
    if (IDENTITY.test(key)) continue;
    const [, problem, hint] = REFUSED.find(([start]) => start.test(key)) ?? [];
    throw new SecretsError(
      'INVALID_CONFIG',
      `${backend}: ${subject} ${problem ?? 'holds a line that is no age key'}.`,
      { backend, hint: hint ?? HINT },
    );
  }
  return keys;
}
