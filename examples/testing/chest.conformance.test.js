// mocha chest.conformance.test.js: the backend of examples/custom-backend behaves like a backend.
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { itBehavesLikeABackend } from '@chatelaine/testing';
import { provider } from '../custom-backend/chest.js';

const ONE_MACHINE = 'a folder of this machine admits whoever may read it';
const NO = { batch: false, list: false, describe: false, write: false, remove: false, watch: false };

let directory;
const pathOf = ({ kind, id }, folder = directory) => join(folder, 'chest', kind, id);

/** Puts a value where the backend looks for it, by another way than the backend. */
async function put(ref, value, folder) {
  const path = pathOf(ref, folder);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, value);
  await rename(`${path}.new`, path); // in one step: nobody reads half of it
}

itBehavesLikeABackend({
  provider: 'chest',
  testedAgainst: 'a folder of this machine',
  capabilities: {
    ...NO,
    versions: false,
    teams: false,
    binary: true,
    empty: true,
    illegalNames: 'any but letters, digits, "-" and "_"',
  },
  start: async () => {
    directory = await mkdtemp(join(tmpdir(), 'chest-'));
  },
  stop: () => rm(directory, { recursive: true }),
  open: ({ context } = {}) => provider.create(undefined, { name: 'chest', directory, ...context }),
  seed: (ref, value) => put(ref, value),
  unseed: (ref) => rm(pathOf(ref)),
  disable: 'a file is there or it is not',
  openDenied: ONE_MACHINE,
  openUnauthenticated: ONE_MACHINE,
  openBroken: (fault) => `a local folder has no fault such as: ${fault}`,
  noPrefixes: 'it takes no options',
  // The canaries: values that no text may show a part of, in a store of their own.
  leaks: {
    provider,
    open: async ({ values }) => {
      const folder = await mkdtemp(join(tmpdir(), 'chest-'));
      for (const { ref, value } of values) await put(ref, value, folder);
      return { context: { directory: folder }, close: () => rm(folder, { recursive: true }) };
    },
  },
});
