import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Finished } from '../support/finished.js';
import { copyRepository, type RepositoryCopy } from '../support/repository-copy.js';
import { runNode } from '../support/run-node.js';

const NAME = 'acme-lockbox';
const MINUTES = 60_000;

interface MochaJson {
  readonly passes: readonly { readonly file: string }[];
  readonly failures: readonly { readonly fullTitle: string; readonly err: { readonly message: string } }[];
}

describe('npm run new-provider', function () {
  this.timeout(4 * MINUTES);
  let copy: RepositoryCopy;
  let made: Finished;

  const run = (script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    runNode([script, ...args], { cwd: copy.folder, env, timeoutMs: 3 * MINUTES });
  const newProvider = (...args: readonly string[]) => run('scripts/new-provider.js', args);
  const mocha = async (...args: readonly string[]) => {
    const always = ['--no-config', '--exit', '--timeout', String(MINUTES), '--reporter', 'json'];
    const { stdout, stderr } = await run('node_modules/mocha/bin/mocha.js', [...always, ...args]);
    expect(stderr).to.equal('');
    const { passes, failures } = JSON.parse(stdout) as MochaJson;
    expect(failures.map(({ fullTitle, err }) => `${fullTitle}: ${err.message}`)).to.deep.equal([]);
    return { passes: passes.length, files: new Set(passes.map(({ file }) => file)).size };
  };

  before(async () => {
    copy = await copyRepository();
    made = await newProvider(NAME);
    await copy.link(`@chatelaine/${NAME}`, `packages/${NAME}`);
  });
  after(() => copy.remove());

  it('makes a package and says what to do next', () => {
    expect(made).to.include({ status: 0, stderr: '' });
    expect(made.stdout).to.include(`packages/${NAME} is a provider that works`).and.include('npm install');
  });

  it('leaves nothing for the linter to say', async () => {
    const args = ['check', '--error-on-warnings', `packages/${NAME}`, 'packages/config/src/provider'];
    const { status, stdout } = await run('node_modules/@biomejs/biome/bin/biome', args);
    expect(status, stdout).to.equal(0);
  });

  describe('built', () => {
    before(async () => {
      const projects = [`packages/${NAME}`, 'packages/config', 'test'];
      const built = await run('node_modules/typescript/bin/tsc', ['--build', ...projects]);
      expect(built).to.deep.equal({ status: 0, stdout: '', stderr: '' });
      expect(await run('scripts/bundle.js', [])).to.deep.equal({ status: 0, stdout: '', stderr: '' });
    });

    it('has tests of its own, which pass', async () => {
      const { passes, files } = await mocha(`packages/${NAME}/dist/**/*.test.js`);
      expect(files).to.equal(2);
      expect(passes).to.be.greaterThan(25);
    });

    it('behaves like a backend', async () => {
      const { passes } = await mocha(`test/dist/integration/conformance/${NAME}.test.js`);
      expect(passes).to.be.greaterThan(45);
    });

    it('has a place, a package and pages as the repository wants them', async () => {
      const tests = [
        'architecture/imports',
        'architecture/package-shape',
        'docs/pages',
        'docs/provider-pages',
      ];
      const { files } = await mocha('--grep', NAME, ...tests.map((test) => `test/dist/${test}.test.js`));
      expect(files).to.equal(tests.length);
    });

    it('has a page of its own name, which claims no test that nobody made', async () => {
      const page = await readFile(join(copy.folder, `docs/providers/${NAME}.md`), 'utf8');
      expect(page)
        .to.match(new RegExp(`^# ${NAME}\\n`))
        .and.include('Nothing of it has been tested yet');
      expect(page).not.to.match(/It was tested|was seen to ask/);
    });

    it('is in the schema of the config file, once that is written', async () => {
      const written = await run('scripts/write-schema.js', []);
      expect(written).to.deep.equal({ status: 0, stdout: '', stderr: '' });
      await mocha('test/dist/docs/config-schema.test.js');
      const schema = await readFile(join(copy.folder, 'packages/chatelaine/chatelaine.schema.json'), 'utf8');
      expect(schema).to.include(`"${NAME}"`);
    });

    it('answers to its name in a config file', async () => {
      await writeFile(join(copy.folder, 'chatelaine.yaml'), `backends:\n  - ${NAME}\n`);
      const env = { AIRFLOW_VAR_HELLO: 'world' };
      const get = ['get', 'variable', 'hello'];
      expect(await run('packages/chatelaine/bin/chatelaine.js', get, env)).to.deep.equal({
        status: 0,
        stdout: 'world\n',
        stderr: '',
      });
    });

    it('is in the order that the page of capabilities has, with the rows that its tests would write', async () => {
      const page = await readFile(join(copy.folder, 'docs/providers/capabilities.md'), 'utf8');
      const { pageWith } = (await import(
        join(copy.folder, 'test/dist/integration/conformance/capabilities-page.js')
      )) as typeof import('./conformance/capabilities-page.js');
      expect(page.match(new RegExp(`^\\| ${NAME} \\|`, 'gm'))).to.have.length.greaterThan(2);
      expect(pageWith(page, [])).to.equal(page);
    });
  });

  describe('refuses', () => {
    const refused: readonly [what: string, name: string, why: string][] = [
      ['a name in upper case', 'Acme', 'cannot be the name of a provider'],
      ['a path', '../acme', 'cannot be the name of a provider'],
      ['a name with a hyphen at its end', 'acme-', 'cannot be the name of a provider'],
      ['a name that is too long', 'a'.repeat(41), 'cannot be the name of a provider'],
      ['the name of a package that is there', 'vault', 'packages/vault is there already'],
      ['the name of a provider that another package has', 'kubernetes-mount', 'is there already'],
      ['a word of the language', 'switch', 'Choose a name such as "switch-store"'],
      ['a word that its code uses', 'options', 'Choose a name such as "options-store"'],
    ];
    for (const [what, name, why] of refused) {
      it(`${what}, and makes nothing`, async () => {
        const before = await readdir(join(copy.folder, 'packages'));
        const { status, stdout, stderr } = await newProvider(name);
        expect({ status, stdout }).to.deep.equal({ status: 2, stdout: '' });
        expect(stderr).to.include(why);
        expect(await readdir(join(copy.folder, 'packages'))).to.deep.equal(before);
      });
    }

    it('to do anything without a name, and says how it is used', async () => {
      expect(await newProvider()).to.include({ status: 2, stdout: '' });
      const { status, stdout } = await newProvider('--help');
      expect(status).to.equal(0);
      expect(stdout).to.include('Usage: npm run new-provider -- <name>');
    });
  });
});
