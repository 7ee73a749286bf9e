import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provider } from '@chatelaine/file';
import { sealFile } from '@chatelaine/file/encrypted';
import type { BackendInput, LeakCheck, StoredValue } from '@chatelaine/testing';

const SECTION = { connection: 'connections', variable: 'variables', config: 'configs', secret: 'secrets' };
/** Two pairs of keys that are used for nothing else. */
const KEY = 'AGE-SECRET-KEY-1GWWR9QQ2DPVP39U9KSZJNAU9JQCN3NRTTEQY9Z6JNFDAZJRUEV9QKHC0Y5';
const RECIPIENT = 'age10q07vwpj9nge6ce05cxxd0j2tqy5fetgesa4cn0xqs9nqkr3husseetg43';
const OTHER_KEY = 'AGE-SECRET-KEY-1A8SMV5VNNRTKQGR83SCX3HG7RZ56ZWU4YUVT7RHF35WRK58NN6QQE02E5E';

/** A file that age encrypted, keys that do not open it, and files in which neither age nor SOPS finds its way. */
export const encryptedFileCheck: LeakCheck = {
  provider,
  async open({ canaries, values }) {
    const folder = await mkdtemp(join(tmpdir(), 'canary-'));
    const path = join(folder, 'secrets.yaml.age');
    await sealFile(path, JSON.stringify(documentOf(values)), { ageRecipients: [RECIPIENT] });
    const canary = canaries.make('text of a malformed file');
    const plain = canaries.make('text of a malformed file without special characters', { plain: true });
    const written = async (name: string, text: string): Promise<string> => {
      await writeFile(join(folder, name), text, { mode: 0o600 });
      return join(folder, name);
    };
    const holding = (name: string, text: string) => async (): Promise<BackendInput> => ({
      options: { path: await written(name, text), ageKey: KEY },
    });
    const opening = (options: object) => (): BackendInput => ({ options: { path, ...options } });
    const keyFile = (name: string, text: string) => async (): Promise<BackendInput> => ({
      options: { path, ageKeyFile: await written(name, text) },
    });
    return {
      options: { path, ageKey: KEY },
      context: { directory: folder, env: {} },
      failures: {
        'no key': opening({}),
        'a foreign key': opening({ ageKey: OTHER_KEY }),
        'a canary in the place of a key': opening({ ageKey: canary }),
        'a key with a canary behind it': opening({ ageKey: `${KEY}${plain.toUpperCase()}` }),
        'a passphrase for a file of keys': opening({ passphrase: canary }),
        'a file of keys that holds another text': keyFile('a.txt', canary),
        'a file of keys of plugins': keyFile('b.txt', `AGE-PLUGIN-${plain}`),
        'a file of keys that others may read': async () => {
          await writeFile(join(folder, 'c.txt'), canary, { mode: 0o644 });
          return { options: { path, ageKeyFile: 'c.txt' } };
        },
        'no file of keys': opening({ ageKeyFile: `nothing-${plain}` }),
        'an age file that ends too early': holding('a.yaml', `age-encryption.org/v1\n-> X25519 ${plain}\n`),
        'armor around a text': holding('b.yaml', `-----BEGIN AGE ENCRYPTED FILE-----\n${plain}\n`),
        'metadata of SOPS without a recipient': holding(
          'c.yaml',
          `variables: {canary: ${plain}}\nsops: {mac: ${plain}}\n`,
        ),
        'metadata of SOPS with a wrong recipient': holding(
          'd.yaml',
          `variables: {canary: ${plain}}\nsops: {mac: ${plain}, age: [{enc: ${plain}}]}\n`,
        ),
        'a sealed value without metadata': holding(
          'e.yaml',
          `variables: {canary: "ENC[AES256_GCM,${plain}]"}\n`,
        ),
        'a changed file that is no longer YAML': async () => {
          await sealFile(join(folder, 'f.yaml'), `variables: {canary: "${plain}`, {
            ageRecipients: [RECIPIENT],
          });
          return { options: { path: 'f.yaml', ageKey: KEY } };
        },
      },
      close: () => rm(folder, { recursive: true }),
    };
  },
};

function documentOf(values: readonly StoredValue[]): object {
  const document: Record<string, Record<string, string>> = {};
  for (const { ref, value } of values) (document[SECTION[ref.kind]] ??= {})[ref.id] = value;
  return document;
}
