import { execFile } from 'node:child_process';
import module from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { folderWith } from './folder-with.test.fixture.js';

const RECORD = `
import { registerHooks } from 'node:module';
const urls = [];
registerHooks({ load: (url, context, next) => { urls.push(url); return next(url, context); } });
const { loadSecrets } = await import(${JSON.stringify(new URL('./index.js', import.meta.url).href)});
await loadSecrets(JSON.parse(process.argv[2]));
const packages = urls.map((url) => /.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1]);
console.log(JSON.stringify([...new Set(packages.filter((name) => name !== undefined))].sort()));
`;

/** The npm packages of which a child process loads any file while it runs \`loadSecrets\`. */
async function packagesLoadedBy(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const cwd = await folderWith({ '.git/HEAD': '', 'record.mjs': RECORD, 'own.mjs': OWN, ...files });
  const options = JSON.stringify({ cwd, env: { HOME: cwd } });
  const { stdout } = await promisify(execFile)(process.execPath, [join(cwd, 'record.mjs'), options]);
  return JSON.parse(stdout) as string[];
}

const OWN =
  "export const provider = { name: 'own', create: (_options, { name }) => ({ name, find: async () => undefined }) };";

describe('What loadSecrets loads', function () {
  // Four processes, each of which starts Node.
  this.timeout(20_000);

  before(function () {
    if (typeof module.registerHooks !== 'function') this.skip();
  });

  it('is the YAML library for YAML and JSON, and no other', async () => {
    expect(await packagesLoadedBy({ 'chatelaine.yaml': 'backends: [./own.mjs]\n' })).to.deep.equal(['yaml']);
    expect(await packagesLoadedBy({ 'chatelaine.json': '{ "backends": ["./own.mjs"] }' })).to.deep.equal([
      'yaml',
    ]);
  });

  it('is the TOML library for TOML, with what it needs', async () => {
    expect(await packagesLoadedBy({ 'chatelaine.toml': 'backends = ["./own.mjs"]\n' })).to.deep.equal([
      'eslint-visitor-keys',
      'toml-eslint-parser',
    ]);
  });

  it('is no library of config, inversify or an SDK for the environment alone', async () => {
    const packages = await packagesLoadedBy({});

    expect(packages.filter((name) => /yaml|toml|inversify|azure|reflect/.test(name))).to.deep.equal([]);
  });
});
