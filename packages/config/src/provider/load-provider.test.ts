import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import { caught, folderWith } from '../folder-with.test.fixture.js';
import { loadProvider } from './load-provider.js';
import type { ProviderPlaces } from './locate-provider.js';

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
      'empty.mjs': 'export default 1;',
      'wrong.mjs': 'export const provider = { name: "x" };',
      'imports.mjs': 'import "@acme/hunter2-hunter2";',
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
      'its module fails while it is loaded (RangeError). Import the module on its own to see why.',
    );
    expect(await messageOf('./syntax.mjs')).to.equal(
      'its module fails while it is loaded (SyntaxError). Import the module on its own to see why.',
    );
    expect(await messageOf('./empty.mjs')).to.equal(
      'its module has no export called "provider". Export a const "provider" that has a name and a create function.',
    );
    expect(await messageOf('./wrong.mjs')).to.equal(
      'the "provider" that its module exports is none. Export a const "provider" that has a name and a create function.',
    );
    expect(await messageOf('./imports.mjs')).to.equal(
      'its module is not there, or imports one that is not installed. Check the path and what the module imports.',
    );
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
});
