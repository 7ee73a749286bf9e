import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { importsOf } from '../support/imports-of.js';
import { ROOT } from '../support/repository.js';

const SHARED = ['@chatelaine/core', '@chatelaine/core/provider', '@valibot/to-json-schema', 'valibot'];

/** What each entry of a provider's package loads from elsewhere as soon as it is imported. */
const ENTRIES: Readonly<Record<string, readonly string[]>> = {
  'azure-key-vault/index': SHARED,
  'aws/index': SHARED,
  'aws/secrets-manager/index': SHARED,
  'aws/parameter-store/index': SHARED,
  'gcp/index': [...SHARED, 'node:crypto', 'node:path'],
  'vault/index': [...SHARED, '@chatelaine/core/connection', 'node:http', 'node:https'],
};
/** Entries whose parts of Node are not listed. */
const BESIDE_NODE: Readonly<Record<string, readonly string[]>> = {
  'kubernetes/index': SHARED,
  'kubernetes/mount/index': SHARED,
};
const CONTAINER_ENTRIES = ['azure-key-vault/di', 'aws/di', 'gcp/di', 'vault/di', 'kubernetes/di'];

const loadedBy = (entry: string): readonly string[] => {
  const [name, ...path] = entry.split('/');
  return [...importsOf(pathToFileURL(`${ROOT}packages/${name}/dist/${path.join('/')}.js`))];
};

describe('Importing a provider', () => {
  for (const [entry, modules] of Object.entries(ENTRIES)) {
    it(`${entry} loads no SDK and no container`, () => {
      expect(loadedBy(entry)).to.have.members([...modules]);
    });
  }

  for (const [entry, modules] of Object.entries(BESIDE_NODE)) {
    it(`${entry} loads no SDK, no YAML and no container`, () => {
      expect(loadedBy(entry).filter((name) => !name.startsWith('node:'))).to.have.members([...modules]);
    });
  }

  it('kubernetes/mount/index loads no network for a folder', () => {
    expect(loadedBy('kubernetes/mount/index')).not.to.include('node:https');
  });

  for (const entry of CONTAINER_ENTRIES) {
    it(`${entry} is the only way to inversify`, () => {
      expect(loadedBy(entry)).to.include('@chatelaine/core/di');
    });
  }
});
