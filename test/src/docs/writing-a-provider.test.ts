import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { ROOT, textOf } from '../support/repository.js';
import { runNode } from '../support/run-node.js';

const PAGE = 'docs/writing-a-provider.md';
const CLI = join(ROOT, 'packages/chatelaine/bin/chatelaine.js');
const PACKAGE = join(ROOT, 'examples/backend-package');

interface MochaJson {
  readonly stats: { readonly passes: number; readonly failures: number };
  readonly pending: readonly { readonly title: string }[];
}

describe('The page on writing a provider', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'writing-a-provider-')));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Makes what `npm install` would, of a package that is here already. */
  const link = async (name: string, path: string) => {
    await mkdir(join(folder, 'node_modules', dirname(name)), { recursive: true });
    await symlink(join(ROOT, path), join(folder, 'node_modules', name));
  };

  it('begins with a backend in a file, which answers from an empty folder', async function () {
    this.timeout(30_000);
    const [, commands = ''] = /```sh\n([\s\S]*?)```/.exec(textOf(PAGE)) ?? [];
    execFileSync('sh', ['-ec', commands.replace('npm install chatelaine\n', '')], { cwd: folder });
    for (const name of ['chest.js', 'chatelaine.yaml'])
      await copyFile(join(ROOT, 'examples/custom-backend', name), join(folder, name));
    const get = await runNode([CLI, 'get', 'variable', 'hello'], { cwd: folder });
    expect(get).to.deep.equal({ status: 0, stdout: 'world\n', stderr: '' });
  });

  it('goes on with a package that passes the conformance suite, in which what is not tested has its reason', async function () {
    this.timeout(60_000);
    const args = [join(ROOT, 'node_modules/mocha/bin/mocha.js'), '--no-config', '--reporter', 'json'];
    const { stdout } = await runNode([...args, 'lockbox.test.js'], { cwd: PACKAGE, timeoutMs: 50_000 });
    const { stats, pending } = JSON.parse(stdout) as MochaJson;
    expect(stats.failures).to.equal(0);
    expect(stats.passes).to.be.greaterThan(50);
    expect(
      pending.map(({ title }) => title).filter((title) => !/\(not tested: .+\)$/.test(title)),
    ).to.deep.equal([]);
  });

  it('ends with what npm packs, installed beside an application and named in its config file', async function () {
    this.timeout(30_000);
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: PACKAGE });
    const installed = join(folder, 'node_modules/@acme/lockbox');
    await mkdir(installed, { recursive: true });
    const unpack = ['-xzf', join(folder, 'acme-lockbox-1.0.0.tgz'), '--strip-components=1'];
    execFileSync('tar', unpack, { cwd: installed });
    await link('@chatelaine/core', 'packages/core');
    for (const name of ['valibot', '@valibot/to-json-schema']) await link(name, `node_modules/${name}`);
    await copyFile(join(PACKAGE, 'chatelaine.yaml'), join(folder, 'chatelaine.yaml'));

    const server = createServer((request, response) => response.end(`the value of ${request.url}`));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const LOCKBOX_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const settings = { cwd: folder, env: { LOCKBOX_URL, LOCKBOX_TOKEN: 'right' } };
    try {
      expect(await runNode([CLI, 'check'], settings)).to.include({ status: 0, stderr: '' });
      expect(await runNode([CLI, 'get', 'variable', 'hello'], settings)).to.deep.equal({
        status: 0,
        stdout: 'the value of /variable/hello\n',
        stderr: '',
      });
    } finally {
      await once(server.close(), 'close');
    }
  });

  it('names files of a provider that are there', () => {
    const inNewProvider = [...textOf(PAGE).matchAll(/`((?:src|test|docs|packages|scripts)\/[\w./-]+)`/g)]
      .map(([, path = '']) => path.replaceAll('acme-lockbox', 'env'))
      .map((path) => (path.startsWith('src/') ? `packages/env/${path}` : path));
    expect(inNewProvider).to.include('packages/env/src/env-names.ts');
    expect(inNewProvider.filter((path) => !existsSync(join(ROOT, path)))).to.deep.equal([]);
  });
});
