/** What people write for an option that is called otherwise, in lower case and without "_" and "-". */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  address: ['url', 'vaultUrl', 'server', 'endpoint'],
  host: ['url', 'vaultUrl', 'server', 'endpoint'],
  endpoint: ['url', 'vaultUrl', 'server'],
  uri: ['url', 'vaultUrl', 'server', 'endpoint'],
  url: ['vaultUrl', 'server', 'endpoint'],
  vault: ['vaultUrl', 'url'],
  prefix: ['connectionsPath', 'variablesPath', 'configPath', 'secretsPath'],
  file: ['path'],
  filename: ['path'],
  user: ['username'],
  accesskey: ['accessKeyId'],
  secretkey: ['secretAccessKey'],
};

/** More than these are no answer to what was meant. */
const MOST = 4;

/**
 * The options that a key probably stands for which is near none of them: by a common other word, or because it is a whole
 * word at the beginning or the end of their names. Such a key is an ordinary word, and so no value in the wrong place.
 */
export function meantOptions(key: string, known: readonly string[]): readonly string[] {
  const word = plain(key);
  const synonyms = Object.hasOwn(SYNONYMS, word) ? (SYNONYMS[word] ?? []) : [];
  const named = known.filter((option) => synonyms.includes(option));
  if (named.length > 0) return named;
  const partly = known.filter((option) => {
    const words = wordsOf(option);
    return words.length > 1 && (words[0] === word || words.at(-1) === word);
  });
  return partly.length > MOST ? [] : partly;
}

/** Ends a message with the options that may be meant. */
export function oneOfMeant(options: readonly string[]): string {
  return `Did you mean ${options.map((option) => `"${option}"`).join(' or ')}?`;
}

function plain(key: string): string {
  return key.slice(0, 64).toLowerCase().replaceAll(/[-_]/g, '');
}

/** "caFile" is made of "ca" and "file". */
function wordsOf(option: string): readonly string[] {
  return option.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
}
