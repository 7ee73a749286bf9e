import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProviderContext, SecretsBackend } from '@chatelaine/core';
import { type FileOptions, file } from '@chatelaine/file';
import type { BackendHarness, StoreFault } from '@chatelaine/testing';
import { breakFiles } from '../canary/broken-files.js';
import { fileCheck } from '../canary/file-check.js';

const SECTION = {
  connection: 'connections',
  variable: 'variables',
  config: 'configs',
  secret: 'secrets',
} as const;
const NOBODY_LOGS_IN = 'nobody logs in to a file';

/** A JSON file that holds every kind. */
export function fileHarness(): BackendHarness {
  const content = new Map(Object.values(SECTION).map((section) => [section, new Map<string, string>()]));
  let folder = '';
  let mend = (): void => undefined;

  const save = async (): Promise<undefined> => {
    const document = [...content].map(([section, entries]) => [section, Object.fromEntries(entries)]);
    // In one step, as an editor does: nobody reads half of it.
    await writeFile(join(folder, 'next.json'), JSON.stringify(Object.fromEntries(document)));
    await rename(join(folder, 'next.json'), join(folder, 'secrets.json'));
    return undefined;
  };
  const refused = (code: string): SecretsBackend => {
    mend();
    mend = breakFiles(code, 'the message of the operating system');
    return file({ path: 'broken.yaml' }, { directory: folder });
  };

  return {
    provider: 'file',
    testedAgainst: 'the file system of this machine',
    capabilities: {
      versions: false,
      teams: false,
      batch: false,
      list: false,
      describe: false,
      write: false,
      remove: false,
      watch: false,
      binary: false,
      empty: true,
      illegalNames: 'none',
    },
    start: async () => {
      folder = await mkdtemp(join(tmpdir(), 'conformance-file-'));
      await save();
    },
    stop: async () => {
      mend();
      await rm(folder, { recursive: true });
    },
    open: ({ options, context } = {}) =>
      file(
        { path: 'secrets.json', ...options } as FileOptions,
        { directory: folder, ...context } as Partial<ProviderContext>,
      ),
    seed: async ({ kind, id }, value) => {
      content.get(SECTION[kind])?.set(id, Buffer.from(value).toString());
      return save();
    },
    unseed: async ({ kind, id }) => {
      content.get(SECTION[kind])?.delete(id);
      await save();
    },
    disable: 'a file is read as a whole or not at all',
    openDenied: () => refused('EACCES'),
    openUnauthenticated: NOBODY_LOGS_IN,
    openBroken: async (fault: StoreFault) => {
      if (fault === 'server error') return refused('EIO');
      if (fault !== 'malformed body') return 'a file is local: nobody throttles it, and no line can break';
      await writeFile(join(folder, 'malformed.json'), '{"variables": {"a": ');
      return file({ path: 'malformed.json' }, { directory: folder });
    },
    leaks: fileCheck,
    noPrefixes: 'a file has a section for each kind, and no prefixes',
  };
}
