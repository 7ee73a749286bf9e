import { SecretsError } from '@chatelaine/core';

/** What a file is opened by. */
export type Opener = 'key' | 'passphrase';

const HOW_TO_GIVE: Readonly<Record<Opener, string>> = {
  key: 'Set "ageKeyFile", "ageKey" or SOPS_AGE_KEY_FILE.',
  passphrase: 'Set "passphraseFile" or "passphrase".',
};
const WRONG: Readonly<Record<Opener, readonly [problem: string, hint: string]>> = {
  key: [
    'no age key that was given opens it',
    'Use the key of one of its recipients, or let somebody who has one add yours ("sops updatekeys", or "age" anew).',
  ],
  passphrase: [
    'the passphrase does not open it',
    'Correct the passphrase; its file ends with at most one line end.',
  ],
};

/** The file is encrypted, and nothing was given that could open it. */
export function noKey(wants: Opener, backend: string): SecretsError {
  const what = wants === 'key' ? 'for age keys, and none was given' : 'by a passphrase, and none was given';
  return unauthenticated(`the file is encrypted ${what}`, HOW_TO_GIVE[wants], backend);
}

/** What was given opens other files. */
export function wrongKey(wants: Opener, backend: string): SecretsError {
  const [problem, hint] = WRONG[wants];
  return unauthenticated(`the file is encrypted, and ${problem}`, hint, backend);
}

/** A key whose letters do not fit its checksum. */
export function invalidIdentity(backend: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', `${backend}: an age key is mistyped or cut off.`, {
    backend,
    hint: 'Copy the whole line that begins with "AGE-SECRET-KEY-1".',
  });
}

function unauthenticated(problem: string, hint: string, backend: string): SecretsError {
  return new SecretsError('UNAUTHENTICATED', `${backend}: ${problem}.`, { backend, hint });
}
