import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import { stub } from 'sinon';
import { caught, folderWith } from '../folder-with.test.fixture.js';
import { loadProvider } from './load-provider.js';
import type { ProviderPlaces } from './locate-provider.js';
import { resolvePackage } from './resolve-package.js';

const ME = 1000;
const ROOT = 0;
const SOMEBODY = 1001;

const providerCalled = (name: string): string =>
  `export const provider = { name: '${name}', create: () => { throw new Error(); } };`;
const TYPED = 'export const provider = { name, create(): never { throw new Error(); } };';
const manifest = (exports: unknown): string => JSON.stringify({ type: 'module', exports });

function placesIn(folder: string, given: Partial<ProviderPlaces> = {}): ProviderPlaces {
  const owners = { uid: ME, stat: async () => ({ uid: ME, mode: 0o100644 }) };
  return { self: folder, directory: folder, cwd: folder, mainScript: undefined, owners, ...given };
}

describe('loadProvider', () => {
  it('looks for a bundled provider in its own place first, then beside the config, then beside the main script', async () => {
    const package_ = (name: string) => ({
      'node_modules/@chatelaine/file/package.json': manifest({ default: './index.js' }),
      'node_modules/@chatelaine/file/index.js': providerCalled(name),
    });
    const [self, config, main, empty] = await Promise.all([
      folderWith(package_('self')),
      folderWith(package_('config')),
      folderWith({ ...package_('main'), 'main.js': '' }),
      folderWith({}),
    ]);
    const mainScript = join(main, 'main.js');
    const nameFrom = async (places: Partial<ProviderPlaces>) =>
      (await loadProvider('file', placesIn(empty, places))).name;

    expect(await nameFrom({ self: join(self, 'x.js'), directory: config, mainScript })).to.equal('self');
    expect(await nameFrom({ directory: config, mainScript })).to.equal('config');
    expect(await nameFrom({ mainScript })).to.equal('main');
  });

  it('looks for any other package beside the config first, and never in its own place', async () => {
    const acme = {
      'node_modules/@acme/secrets/package.json': manifest({ default: './index.js' }),
      'node_modules/@acme/secrets/index.js': providerCalled('acme'),
    };
    const [here, elsewhere] = await Promise.all([folderWith({}), folderWith(acme)]);
    const places = placesIn(here, { self: join(elsewhere, 'x.js') });

    expect(await caught(loadProvider('@acme/secrets', places))).to.have.property(
      'message',
      'this package is not installed. Install it in the folder of the config file or of the main script.',
    );
    expect(await loadProvider('@acme/secrets', placesIn(elsewhere))).to.have.property('name', 'acme');
  });

  it('follows the link by which a command is started', async () => {
    const [main, bin, empty] = await Promise.all([
      folderWith({
        'main.js': '',
        'node_modules/@acme/secrets/package.json': manifest('./index.js'),
        'node_modules/@acme/secrets/index.js': providerCalled('acme'),
      }),
      folderWith({}),
      folderWith({}),
    ]);
    await symlink(join(main, 'main.js'), join(bin, 'command'));

    const provider = await loadProvider(
      '@acme/secrets',
      placesIn(empty, { mainScript: join(bin, 'command') }),
    );

    expect(provider.name).to.equal('acme');
  });

  it('loads a package that is exported to imports alone', async () => {
    const folder = await folderWith({
      'node_modules/@acme/secrets/package.json': manifest({
        '.': { types: './x.d.ts', import: './index.js' },
      }),
      'node_modules/@acme/secrets/index.js': providerCalled('acme'),
    });

    expect(await loadProvider('@acme/secrets', placesIn(folder))).to.have.property('name', 'acme');
  });

  it('loads a module in TypeScript, where Node does', async function () {
    if (!process.features.typescript) this.skip();
    const folder = await folderWith({ 'own.ts': `const name: string = 'own';\n${TYPED}` });

    expect(await loadProvider('./own.ts', placesIn(folder))).to.have.property('name', 'own');
  });

  it('tells how to install a bundled provider, and only those', async () => {
    const folder = await folderWith({});
    const messageOf = async (name: string) => (await caught(loadProvider(name, placesIn(folder)))).message;

    expect(await messageOf('azure-key-vault')).to.equal(
      'the package @chatelaine/azure-key-vault is not installed. Run: npm install @chatelaine/azure-key-vault',
    );
    expect(await messageOf('@chatelaine/file')).to.include('Run: npm install @chatelaine/file');
    expect(await messageOf('@chatelaine/fiel')).to.not.include('npm install');
  });

  it('tells what is wrong with a module, and nothing of what it holds', async () => {
    const folder = await folderWith({
      'throws.mjs': 'throw new RangeError("hunter2-hunter2");',
      'syntax.mjs': 'const hunter2hunter2 = ;',
      'syntax.cjs': '//\nconst hunter2hunter2 = ;',
      'empty.mjs': 'export default 1;',
      'wrong.mjs': 'export const provider = { name: "x" };',
      'imports.mjs': 'import "@acme/chest";',
      'path.mjs': 'import "./hunter2-hunter2.mjs";',
      'odd.mjs': 'import "Hunter2=hunter2";',
      'export.mjs': 'import { hunter2 } from "./empty.mjs";',
      'stack.mjs':
        'throw Object.assign(new Error("x"), { stack: "file:///hunter2/hunter2.mjs:1\\nError: x" });',
      'text.txt': '',
      'sub/x.js': '',
    });
    const messageOf = async (name: string) => {
      const error = await caught(loadProvider(name, placesIn(folder)));
      expect(SecretsError.is(error, 'INVALID_CONFIG')).to.equal(true);
      expect(`${error.stack} ${JSON.stringify(error.cause)}`).to.not.include('hunter2');
      return error.message;
    };

    expect(await messageOf('./throws.mjs')).to.equal(
      'its module fails while it is loaded (RangeError at throws.mjs:1:7). Import the module on its own to see why.',
    );
    expect(await messageOf('./syntax.mjs')).to.equal(
      'its module fails while it is loaded (SyntaxError). Run "node --check" on it to see where.',
    );
    expect(await messageOf('./syntax.cjs')).to.include('(SyntaxError at syntax.cjs:2). Import');
    expect(await messageOf('./empty.mjs')).to.equal(
      'its module has no export called "provider". Export a const "provider" that has a name and a create function.',
    );
    expect(await messageOf('./wrong.mjs')).to.equal(
      'the "provider" that its module exports is none. Export a const "provider" that has a name and a create function.',
    );
    expect(await messageOf('./imports.mjs')).to.equal(
      'its module imports the package @acme/chest, which is not installed. Install it where the module is, or correct the import.',
    );
    for (const name of ['./path.mjs', './odd.mjs'])
      expect(await messageOf(name)).to.equal(
        'its module is not there, or imports one that is not there. Check the path and what the module imports.',
      );
    expect(await messageOf('./export.mjs')).to.include('(SyntaxError at export.mjs:1)');
    expect(await messageOf('./stack.mjs')).to.include('while it is loaded (Error).');
    expect(await messageOf('./text.txt')).to.equal(
      'this Node does not load such a file. Write the module as .mjs or .js; .ts needs Node 22.18 or newer.',
    );
    expect(await messageOf('./sub')).to.equal('this is a folder. Name a file, such as ./secrets.js.');
  });

  it('tells that a file named by path is not there', async () => {
    const folder = await folderWith({});
    const owners = {
      uid: ME,
      stat: async () => Promise.reject(Object.assign(new Error(), { code: 'ENOENT' })),
    };

    const error = await caught(loadProvider('./gone.mjs', placesIn(folder, { owners })));

    expect(error.message).to.equal(
      'there is no such file to read. A path that is not absolute starts at the config file.',
    );
  });

  it('refuses a module named by path that somebody else may have written', async () => {
    const folder = await folderWith({ 'own.mjs': providerCalled('own') });
    const load = (uid: number, mode: number) => {
      const stat = async (path: string) =>
        path.endsWith('.mjs') ? { uid, mode } : { uid: ME, mode: 0o40755 };
      return loadProvider('./own.mjs', placesIn(folder, { owners: { uid: ME, stat } }));
    };

    expect(await load(ROOT, 0o100644)).to.have.property('name', 'own');
    expect(await caught(load(SOMEBODY, 0o100644))).to.have.property(
      'message',
      'this module belongs to somebody else, and so is not loaded. Let it belong to you or root, and be writable by its owner alone.',
    );
    expect(await caught(load(ME, 0o100666))).to.have.property(
      'message',
      'this module may be written by everyone, and so is not loaded. Let it belong to you or root, and be writable by its owner alone.',
    );
  });

  it('refuses a module in a folder where somebody else may put another in its place', async () => {
    const folder = await folderWith({ 'lib/own.mjs': providerCalled('own') });
    await symlink(join(folder, 'lib/own.mjs'), join(folder, 'link.mjs'));
    const load = (name: string, uid: number, mode: number) => {
      const stat = async (path: string) =>
        path.endsWith('lib') ? { uid, mode } : { uid: ME, mode: 0o100644 };
      return loadProvider(name, placesIn(folder, { owners: { uid: ME, stat } }));
    };
    const REMEDY = 'Let it belong to you or root, and be writable by its owner alone.';

    for (const name of ['./lib/own.mjs', './link.mjs']) {
      expect(await load(name, ROOT, 0o40755)).to.have.property('name', 'own');
      expect(await load(name, ROOT, 0o41777)).to.have.property('name', 'own');
      expect(await caught(load(name, ME, 0o40777))).to.have.property(
        'message',
        `the folder of this module may be written by everyone, and so the module is not loaded. ${REMEDY}`,
      );
      expect(await caught(load(name, SOMEBODY, 0o40755))).to.have.property(
        'message',
        `the folder of this module belongs to somebody else, and so the module is not loaded. ${REMEDY}`,
      );
    }
  });

  it('looks at the main script only when no other place has the package', async () => {
    const folder = await folderWith({
      'node_modules/@acme/secrets/package.json': manifest('./index.js'),
      'node_modules/@acme/secrets/index.js': providerCalled('acme'),
    });
    const mainScript = stub().returns('/');
    const places = Object.defineProperty(placesIn(folder), 'mainScript', { get: mainScript });

    await loadProvider('@acme/secrets', places);
    expect(mainScript.called).to.equal(false);
    await caught(loadProvider('@acme/other', places));
    expect(mainScript.called).to.equal(true);
  });

  for (const mainScript of ['hunter2'.repeat(1_000), '/dev/null/hunter2', '/gone/hunter2', 'hunter2\0']) {
    it(`takes an argument in the main script's place for none: ${JSON.stringify(mainScript.slice(0, 20))}`, async () => {
      const folder = await folderWith({});

      const error = await caught(loadProvider('@acme/secrets', placesIn(folder, { mainScript })));

      expect(error.message).to.include('this package is not installed.');
      expect(error.stack).to.not.include('hunter2');
    });
  }

  it('never takes a file of the working directory for a module of Node', () => {
    expect(resolvePackage('string_decoder', import.meta.filename)).to.equal(undefined);
  });

  it('suggests a bundled provider whose name is written as that of a package', async () => {
    const places = placesIn(await folderWith({}));

    expect(await caught(loadProvider('azure_key_vault', places))).to.have.property(
      'message',
      'this package is not installed. Did you mean "azure-key-vault"?',
    );
  });

  it('gives up a module that waits at its top level after 30 s', async () => {
    const folder = await folderWith({
      'waits.mjs': `await new Promise(() => {});\n${providerCalled('waits')}`,
      'own.mjs': providerCalled('own'),
    });
    const waits: number[] = [];
    const cancel = stub();
    const places = (timers: (over: () => void) => void) =>
      placesIn(folder, {
        clock: {
          now: () => 0,
          after: (ms, callback) => {
            waits.push(ms);
            timers(callback);
            return cancel;
          },
        },
      });

    const error = await caught(
      loadProvider(
        './waits.mjs',
        places((over) => over()),
      ),
    );

    expect(SecretsError.is(error, 'INVALID_CONFIG')).to.equal(true);
    expect(error.message).to.equal(
      'its module is still loading after 30 s. Move what it awaits at its top level into the backend, which does I/O when it is first asked.',
    );
    expect(
      await loadProvider(
        './own.mjs',
        places(() => undefined),
      ),
    ).to.have.property('name', 'own');
    expect(waits).to.deep.equal([30_000, 30_000]);
    expect(cancel.callCount).to.equal(2);
  });

  it('takes a provider whose properties throw for none', async () => {
    const folder = await folderWith({
      'own.mjs': 'export const provider = { get name() { throw new Error("hunter2"); }, create() {} };',
    });

    const error = await caught(loadProvider('./own.mjs', placesIn(folder)));

    expect(error.message).to.include('the "provider" that its module exports is none.');
  });
});
