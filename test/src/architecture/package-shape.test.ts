import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { manifestOf, PACKAGES, ROOT, textOf } from '../support/repository.js';

describe('Every package', () => {
  const { version } = JSON.parse(textOf('lerna.json')) as { version: string };

  for (const name of PACKAGES) {
    describe(name, () => {
      const manifest = manifestOf(name);

      it('is ESM under the MIT licence, for Node from 22.12 on, in the one version of the repository', () => {
        expect(manifest).to.include({ type: 'module', license: 'MIT', version });
        expect(manifest.engines.node).to.equal('>=22.12');
      });

      it('ends every entry in "default", points to files that exist, and shows its package.json', () => {
        const { './package.json': self, ...entries } = manifest.exports;
        expect(self).to.equal('./package.json');
        for (const entry of Object.values(entries)) {
          if (typeof entry === 'string') {
            expect(existsSync(join(ROOT, 'packages', name, entry)), entry).to.equal(true);
            continue;
          }
          expect(Object.keys(entry).at(-1)).to.equal('default');
          expect(existsSync(join(ROOT, 'packages', name, entry.default)), entry.default).to.equal(true);
          expect(existsSync(join(ROOT, 'packages', name, entry.types)), entry.types).to.equal(true);
        }
      });

      it('has the four words', () => {
        expect(manifest.scripts).to.include.keys('build', 'test', 'lint', 'check');
      });

      it('publishes no tests', () => {
        expect(manifest.files).to.include('!dist/**/*.test.*');
      });

      it('accepts compatible newer releases of what it depends on, from the one that was tested', () => {
        for (const [dependency, range] of Object.entries(manifest.dependencies ?? {})) {
          expect(range, dependency).to.match(/^\^\d+\.\d+\.\d+$/);
        }
      });
    });
  }

  it('takes core as a peer when it is a provider or config, and inversify as an optional one', () => {
    for (const name of ['env', 'file', 'azure-key-vault', 'config']) {
      const { peerDependencies, peerDependenciesMeta } = manifestOf(name);
      expect(peerDependencies).to.include.keys('@chatelaine/core', 'inversify');
      expect(peerDependenciesMeta?.inversify?.optional).to.equal(true);
    }
    expect(manifestOf('core').dependencies).to.equal(undefined);
  });

  it('is locked without download addresses', () => {
    expect(textOf('package-lock.json')).not.to.match(/"resolved": *"https?:/);
  });
});
