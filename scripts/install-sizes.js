// Measures what each provider adds to an application that has "chatelaine": packs the packages of this repository, installs
// them without and with each provider, and writes the numbers into docs/providers/README.md. A row keeps its other cells.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGE = join(ROOT, 'docs/providers/README.md');
/** What every application has. */
const BASE = ['chatelaine', 'core', 'config', 'env', 'file'];
/** Providers that share a package with another; the others have one of their own name. */
const FOLDER = {
  'aws-secrets-manager': 'aws',
  'aws-parameter-store': 'aws',
  'kubernetes-mount': 'kubernetes',
};
const ROW = /^(\| \[`([\w-]+)`\][^\n]*?) \| [^|\n]+ \| [^|\n]+ \| [^|\n]+ \|$/gm;
const MEASURED = /<!-- measured -->\n[^\n]*\n/;
/** What npm itself keeps in `node_modules`. */
const OF_NPM = ['.bin', '.package-lock.json'];

const npm = (args, cwd) =>
  promisify(execFile)('npm', args, { cwd, maxBuffer: 2 ** 26 }).then(({ stdout }) => stdout);

const folder = await mkdtemp(join(tmpdir(), 'install-sizes-'));
try {
  const page = await readFile(PAGE, 'utf8');
  const providers = [...page.matchAll(ROW)].map(([, , name]) => name);
  const folders = [...new Set(providers.map(folderOf))].filter((name) => !BASE.includes(name));
  const tarballs = await pack([...BASE, ...folders]);
  const base = await installed('base', BASE, tarballs);
  const added = new Map(BASE.map((name) => [name, { packages: 0, files: 0, bytes: 0 }]));
  for (const name of folders) added.set(name, less(await installed(name, [...BASE, name], tarballs), base));
  await writeFile(PAGE, await pageWith(page, base, added));
} finally {
  await rm(folder, { recursive: true });
}

function folderOf(provider) {
  return FOLDER[provider] ?? provider;
}

/** The path of a tarball for each folder of packages, as it would be published. */
async function pack(names) {
  const workspaces = names.flatMap((name) => ['--workspace', `packages/${name}`]);
  const options = ['--ignore-scripts', '--json', '--pack-destination', folder];
  const packed = Object.values(JSON.parse(await npm(['pack', ...options, ...workspaces], ROOT)));
  return new Map(
    packed.map(({ name, filename }) => [name.replace('@chatelaine/', ''), join(folder, filename)]),
  );
}

/** What an application has on its disk that installs these. */
async function installed(name, names, tarballs) {
  const application = join(folder, name);
  await mkdir(application);
  await writeFile(join(application, 'package.json'), '{ "private": true }');
  const options = ['--omit=dev', '--prefer-offline', '--ignore-scripts', '--no-package-lock', '--no-audit'];
  await npm(['install', ...options, ...names.map((one) => tarballs.get(one))], application);
  return sizeOf(join(application, 'node_modules'));
}

async function sizeOf(modules) {
  const entries = await readdir(modules, { withFileTypes: true, recursive: true });
  const ofPackages = entries.filter(({ parentPath, name }) => {
    const [top] = join(parentPath, name)
      .slice(modules.length + 1)
      .split('/');
    return !OF_NPM.includes(top);
  });
  const files = ofPackages
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(files.map(async (path) => (await stat(path)).size));
  return {
    packages: files.filter((path) => /\/node_modules\/(?:@[^/]+\/)?[^/@]+\/package\.json$/.test(path)).length,
    files: files.length,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}

function less(whole, part) {
  return Object.fromEntries(Object.entries(whole).map(([key, number]) => [key, number - part[key]]));
}

async function pageWith(page, base, added) {
  const [packages, files, megabytes] = cellsOf(base);
  const day = new Date().toISOString().slice(0, 10);
  const version = (await npm(['--version'], ROOT)).trim();
  const measured =
    `\`chatelaine\` itself has ${packages} packages, ${files} files and ${megabytes} MB. ` +
    `Measured on ${day} with Node ${process.version} and npm ${version} on ${process.platform} ${process.arch}.`;
  return page
    .replace(MEASURED, `<!-- measured -->\n${measured}\n`)
    .replace(ROW, (_row, kept, name) => `${kept} | ${cellsOf(added.get(folderOf(name))).join(' | ')} |`);
}

function cellsOf({ packages, files, bytes }) {
  return [String(packages), files.toLocaleString('en-US'), (bytes / 1_000_000).toFixed(1)];
}
