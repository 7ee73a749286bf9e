import { execFileSync } from 'node:child_process';
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

      it('has the four words, and builds itself before it is packed', () => {
        expect(manifest.scripts).to.include.keys('build', 'test', 'lint', 'check');
        expect(manifest.scripts).to.include({ prepack: 'npm run build' });
      });

      it('can be found by its keywords', () => {
        expect(manifest.keywords).to.be.an('array').with.length.greaterThan(3);
      });

      it('is packed with its licence, its page and every entry, and without tests or the state of the build', function () {
        this.timeout(30_000);
        const packed = packedFiles(name);
        const entries = Object.values(manifest.exports).flatMap((entry) =>
          typeof entry === 'string' ? [entry] : [entry.types, entry.default],
        );
        expect(packed).to.include.members(['LICENSE', 'README.md']);
        expect(packed).to.include.members(entries.map((entry) => entry.replace(/^\.\//, '')));
        expect(
          packed.filter((file) => /\.test\.|test-kit|tsbuildinfo|\.d\.ts\.map$/.test(file)),
        ).to.deep.equal([]);
      });

      it('has the licence of the repository', () => {
        expect(textOf(`packages/${name}/LICENSE`)).to.equal(textOf('LICENSE'));
      });

      it('has source maps that hold their source, because no source is packed beside them', () => {
        const main = manifest.exports['.'] as { readonly default: string };
        const map = JSON.parse(textOf(`packages/${name}/${main.default}.map`)) as {
          sources: string[];
          sourcesContent?: unknown[];
        };
        expect(map.sources).to.have.length.greaterThan(0);
        expect(
          map.sources.filter((_file, index) => typeof map.sourcesContent?.[index] !== 'string'),
        ).to.deep.equal([]);
        expect(textOf(`packages/${name}/dist/index.d.ts`)).to.not.include('sourceMappingURL');
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

/** What `npm pack` would put into the package; what was built is there already. */
function packedFiles(name: string): readonly string[] {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const output = execFileSync('npm', args, { cwd: join(ROOT, 'packages', name), encoding: 'utf8' });
  const [packed] = JSON.parse(output) as { readonly files: readonly { readonly path: string }[] }[];
  return packed?.files.map(({ path }) => path) ?? [];
}
