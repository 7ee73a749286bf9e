import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './repository.js';

/** A copy of the repository in a folder of its own, built as far as the repository is, with the same npm packages. */
export interface RepositoryCopy {
  readonly folder: string;
  /** Links a package where `npm install` would. */
  link(packageName: string, path: string): Promise<void>;
  remove(): Promise<void>;
}

/** Copies every file that Git knows or would take in, and what was built from them. */
export async function copyRepository(): Promise<RepositoryCopy> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'repository-')));
  const packages = (await readdir(join(ROOT, 'packages'))).map((name) => `packages/${name}`);
  const built = [...packages, 'test'].map((path) => `${path}/dist`);
  for (const path of [...filesOfGit(), ...built].filter((each) => existsSync(join(ROOT, each)))) {
    await cp(join(ROOT, path), join(folder, path), { recursive: true, preserveTimestamps: true });
  }
  await linkModules(folder, ['', ...packages, 'test']);

  const link = async (packageName: string, path: string): Promise<void> => {
    await mkdir(join(folder, 'node_modules/@chatelaine'), { recursive: true });
    await symlink(join(folder, path), join(folder, 'node_modules', packageName));
  };
  for (const path of packages) {
    const name = path.replace('packages/', '');
    await link(name === 'chatelaine' ? name : `@chatelaine/${name}`, path);
  }
  return { folder, link, remove: () => rm(folder, { recursive: true }) };
}

function filesOfGit(): readonly string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
}

/** Links what npm has installed, and nothing that is a package of the repository itself. */
async function linkModules(folder: string, paths: readonly string[]): Promise<void> {
  for (const path of paths.filter((each) => existsSync(join(ROOT, each, 'node_modules')))) {
    const modules = join(ROOT, path, 'node_modules');
    await mkdir(join(folder, path, 'node_modules'));
    const installed = (await readdir(modules)).filter((name) => !/^@?chatelaine$/.test(name));
    for (const name of installed)
      await symlink(join(modules, name), join(folder, path, 'node_modules', name));
  }
}
