import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provider } from '@chatelaine/file';
import type { BackendInput, LeakCheck, StoredValue } from '@chatelaine/testing';
import { breakFiles } from './broken-files.js';

const SECTION = { connection: 'connections', variable: 'variables', config: 'configs', secret: 'secrets' };

/** A YAML file that holds every kind, and files in every format whose text is no such thing. */
export const fileCheck: LeakCheck = {
  provider,
  async open({ canaries, values }) {
    const folder = await mkdtemp(join(tmpdir(), 'canary-'));
    const path = join(folder, 'secrets.yaml');
    await writeFile(path, JSON.stringify(documentOf(values)));
    const canary = canaries.make('text of a malformed file');
    const plain = canaries.make('text of a malformed file without special characters', { plain: true });
    const options = { path };
    const holding =
      (
        name: string,
        text: string | Uint8Array,
        fields: (file: string) => object = (file) => ({ path: file }),
      ) =>
      async (): Promise<BackendInput> => {
        const file = join(folder, name);
        await writeFile(file, text);
        return { options: fields(file) };
      };
    let mend = (): void => undefined;
    const refused = (code: string) => (): BackendInput => {
      mend = breakFiles(code, canaries.make('message of the operating system'));
      return { options: { path: join(folder, 'broken.yaml') } };
    };
    return {
      options,
      context: { directory: folder },
      failures: {
        'JSON that ends too early': holding('a.json', `{"variables": {"canary": "${plain}`),
        'JSON with a word in it': holding('b.json', `{"variables": {"canary": ${plain}}}`),
        'JSON with a bad escape': holding('c.json', `{"variables": {"canary": "\\q${plain}"}}`),
        'JSON with a value twice': holding(
          'd.json',
          `{"variables": {"canary": "${plain}", "canary": "${plain}"}}`,
        ),
        'JSON that is a text': holding('e.json', JSON.stringify(canary)),
        'YAML with a bad indent': holding('f.yaml', `variables:\n  canary: ${plain}\n ${plain}: [${plain}\n`),
        'YAML with an unknown tag': holding('g.yaml', `variables:\n  canary: !${plain} ${plain}\n`),
        'YAML with an unknown alias': holding('h.yaml', `variables:\n  canary: *${plain}\n`),
        'YAML with an open quote': holding('i.yaml', `variables:\n  canary: "${plain}\n`),
        'YAML that is a text': holding('j.yaml', canary),
        'YAML with values of other types': holding(
          'k.yaml',
          `variables: [${plain}]\nconnections: {canary: {password: [${plain}], port: ${plain}, nothing_known: ${plain}}}\nconfigs: {canary: {${plain}: ${plain}}}\nsecrets: ${plain}\n`,
        ),
        'a .env file with no name': holding('l.env', `${canary}\n=${canary}\n`, (file) => ({
          variables: file,
        })),
        'a .env file with an open quote': holding('m.env', `CANARY="${plain}`, (file) => ({
          variables: file,
        })),
        'bytes that are no text': holding(
          'n.yaml',
          Buffer.concat([Buffer.from(canary), Buffer.from([0xff])]),
        ),
        'a canary in the place of a path': () => ({ options: { path: `${plain}.yaml` } }),
        'a path with an unknown ending': () => ({ options: { path: canary } }),
        'a path with NUL': () => ({ options: { path: `${plain}\0.yaml` } }),
        'a folder in the place of a file': () => ({
          options: { path: `${folder}/.yaml`, variables: folder },
        }),
        'a file that may not be read': refused('EACCES'),
        'a disk that fails': refused('EIO'),
        'an answer of the system that is not known': refused('EDQUOT'),
        'no file': () => ({ options: { path: `${folder}/nothing-${plain}.json` } }),
      },
      close: async () => {
        mend();
        await rm(folder, { recursive: true });
      },
    };
  },
};

function documentOf(values: readonly StoredValue[]): object {
  const document: Record<string, Record<string, string>> = {};
  for (const { ref, value } of values) (document[SECTION[ref.kind]] ??= {})[ref.id] = value;
  return document;
}
