import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProviderContext } from '@chatelaine/core';
import { type FileOptions, file } from '@chatelaine/file';
import { encryptedFile } from '@chatelaine/file/encrypted';
import type { BackendHarness, StoreFault } from '@chatelaine/testing';
import {
  ENCRYPTION_TOOLS,
  type EncryptionTools,
  encryptionTools,
} from '../../support/servers/encryption-tools.js';
import { encryptedFileCheck } from '../canary/encrypted-file-check.js';

const SECTION = {
  connection: 'connections',
  variable: 'variables',
  config: 'configs',
  secret: 'secrets',
} as const;

type Content = Record<string, Record<string, string>>;

/** A JSON file of SOPS that holds every kind; the administrator's tool is the real `sops`. */
export function encryptedFileHarness(): BackendHarness {
  let tools: EncryptionTools | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const ready = (): EncryptionTools => {
    if (tools === undefined) throw new Error('The harness is not started.');
    return tools;
  };
  const folder = () => ready().folder.path;
  const save = async (content: Content): Promise<void> => {
    const { sops, recipient } = ready();
    await writeFile(join(folder(), 'plain.json'), JSON.stringify(content));
    await sops('encrypt', '--age', recipient, '--output', 'next.json', 'plain.json');
    // In one step, as an editor does: nobody reads half of it.
    await rename(join(folder(), 'next.json'), join(folder(), 'secrets.json'));
  };
  const change = (by: (content: Content) => void): Promise<void> => {
    const done = last.then(async () => {
      const content = JSON.parse(await ready().sops('decrypt', 'secrets.json')) as Content;
      by(content);
      await save(content);
    });
    last = done.catch(() => undefined);
    return done;
  };

  return {
    provider: 'file (encrypted)',
    testedAgainst: ENCRYPTION_TOOLS,
    capabilities: {
      versions: false,
      teams: false,
      batch: false,
      list: false,
      describe: false,
      write: true,
      remove: true,
      watch: false,
      binary: false,
      empty: true,
      illegalNames: 'none',
    },
    start: async (context) => {
      tools = await encryptionTools(context);
      await save({ connections: {}, variables: {}, configs: {}, secrets: {} });
    },
    stop: async () => ready().folder.remove(),
    open: ({ options, context } = {}) =>
      encryptedFile(
        { path: 'secrets.json', ageKeyFile: ready().keyFile, ...options } as FileOptions,
        { directory: folder(), env: {}, ...context } as Partial<ProviderContext>,
      ),
    seed: async ({ kind, id }, value) => {
      await change((content) => {
        content[SECTION[kind]] = { ...content[SECTION[kind]], [id]: Buffer.from(value).toString() };
      });
      return undefined;
    },
    unseed: ({ kind, id }) => change((content) => delete content[SECTION[kind]]?.[id]),
    disable: 'a file is read as a whole or not at all',
    openDenied: 'whoever has a key of the file may read all of it',
    openUnauthenticated: async () => {
      const { keyFile } = await ready().anotherKey('stranger.txt');
      await rm(join(folder(), 'stranger.json'), { force: true });
      await rename(keyFile, join(folder(), 'stranger.json'));
      return file({ path: 'secrets.json', ageKeyFile: 'stranger.json' }, { directory: folder(), env: {} });
    },
    openBroken: async (fault: StoreFault) => {
      if (fault !== 'malformed body') return 'a file is local: nobody throttles it, and no line can break';
      await writeFile(join(folder(), 'malformed.json'), '{"secrets": {}, "sops": {"mac": "x"}}');
      return file({ path: 'malformed.json', ageKeyFile: ready().keyFile }, { directory: folder(), env: {} });
    },
    leaks: encryptedFileCheck,
    noPrefixes: 'a file has a section for each kind, and no prefixes',
  };
}
