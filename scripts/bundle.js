// Makes one file of each entry of a package, because every file that Node loads costs a fraction of a millisecond: of all
// packages whose exports point to `dist/bundle`, or of the one in whose folder it runs. It reads what `tsc --build` wrote.
// Names and line breaks stay, so that what is published can be read.
import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const PACKAGES = fileURLToPath(new URL('../packages', import.meta.url));
/** What a file loads when it is needed. */
const LATER = /\bimport\("(\.\/[^"]+)"\)/g;
const BUNDLED = /^\.\/dist\/bundle\/(.+)\.js$/;
/**
 * What `shared.js` holds, each file with all that it imports: what several files of a bundle use beyond the public names,
 * because nothing may exist twice in a program. That of core holds no part of Node, so that the connection parser runs in
 * browsers. A package without it needs none.
 */
const SHARED = {
  core: ['errors.js', 'stored-text.js', 'connection/index.js'],
  config: ['index.js'],
  file: ['index.js'],
};

const isInPackage = dirname(process.cwd()) === PACKAGES;
const names = isInPackage ? [basename(process.cwd())] : await readdir(PACKAGES);
const made = [];
for (const name of names) made.push(...(await bundle(name)));
// Whether one file gives what another takes from it shows when they are loaded, and whether all of them are there.
for (const file of made) {
  await import(pathToFileURL(file).href);
  for (const [, path] of (await readFile(file, 'utf8')).matchAll(LATER))
    await access(join(dirname(file), path));
}

/** Makes `shared.js`, `index.js` around it, and around both the other entries and each file that is loaded later. */
async function bundle(name) {
  const dist = join(PACKAGES, name, 'dist');
  const { index, ...others } = await entriesOf(name);
  if (index === undefined) return [];

  const files = [];
  const holders = new Map();
  const later = {};
  const make = (options) => build({ ...settings(dist), plugins: [elsewhere(holders, later)], ...options });
  const add = async (holder, options) => {
    const { outputFiles, metafile } = await make(options);
    files.push(...outputFiles);
    const inputs = Object.keys(metafile.inputs).map((path) => resolve(dist, path));
    for (const path of inputs) if (!holders.has(path)) holders.set(path, holder);
  };
  if (SHARED[name] !== undefined) {
    const contents = await sharedContents(dist, { index, ...others }, SHARED[name]);
    await add('./shared.js', { stdin: { contents, resolveDir: dist }, entryNames: 'shared' });
  }
  await add('./index.js', { entryPoints: { index } });
  let rest = [];
  // What is loaded later may load more, until nothing new is found.
  for (let known = -1; known < Object.keys(later).length; ) {
    known = Object.keys(later).length;
    const entryPoints = { ...others, ...later };
    rest = (await make({ entryPoints, splitting: true })).outputFiles;
  }
  files.push(...rest);
  await write(join(dist, 'bundle'), files);
  return files.map(({ path }) => path).filter((path) => path.endsWith('.js'));
}

/** The entries that are to be bundled, each with the file that it begins with. */
async function entriesOf(name) {
  const { exports = {} } = JSON.parse(await readFile(join(PACKAGES, name, 'package.json'), 'utf8'));
  const targets = Object.values(exports).flatMap(({ types, default: target }) => {
    const [, entry] = BUNDLED.exec(target ?? '') ?? [];
    return entry === undefined ? [] : [[entry, join(PACKAGES, name, types.replace(/\.d\.ts$/, '.js'))]];
  });
  return Object.fromEntries(targets);
}

/** Gives on, of all that is shared, what any other file imports. */
async function sharedContents(dist, entryPoints, shared) {
  const { metafile } = await build({ ...settings(dist), entryPoints, splitting: true });
  const importsOf = (file) =>
    metafile.inputs[file].imports
      .filter(({ kind, external }) => external !== true && kind === 'import-statement')
      .map(({ path }) => path);
  const held = new Set(shared);
  for (const file of held) for (const path of importsOf(file)) held.add(path);
  const given = new Set(shared);
  for (const file of Object.keys(metafile.inputs).filter((path) => !held.has(path))) {
    for (const path of importsOf(file)) if (held.has(path)) given.add(path);
  }
  return [...given].map((file) => `export * from './${file}';`).join('\n');
}

function settings(dist) {
  return {
    absWorkingDir: dist,
    outdir: join(dist, 'bundle'),
    chunkNames: 'part-[hash]',
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.12',
    packages: 'external',
    sourcemap: 'linked',
    logLevel: 'warning',
  };
}

/** Leaves out what a file made before holds, and what is loaded later. */
function elsewhere(holders, later) {
  return {
    name: 'elsewhere',
    setup(esbuild) {
      esbuild.onResolve({ filter: /^\./ }, ({ path, resolveDir, kind }) => {
        if (kind === 'entry-point') return undefined;
        const file = resolve(resolveDir, path);
        if (kind === 'dynamic-import') later[basename(path, '.js')] = file;
        const holder = kind === 'dynamic-import' ? `./${basename(path)}` : holders.get(file);
        return holder === undefined ? undefined : { path: holder, external: true };
      });
    },
  };
}

/** Writes what is new before it removes what is old: somebody may be loading it. */
async function write(folder, files) {
  await mkdir(folder, { recursive: true });
  await Promise.all(
    files.map(({ path, text }) => writeFile(path, path.endsWith('.js') ? withOwnNames(text) : text)),
  );
  const names = new Set(files.map(({ path }) => basename(path)));
  const old = (await readdir(folder)).filter((name) => !names.has(name));
  await Promise.all(old.map((name) => rm(join(folder, name))));
}

/** A class that names itself is called `_Name` by esbuild. The space keeps the length, and so the source map right. */
function withOwnNames(text) {
  const names = [...text.matchAll(/^var (\w+) = class _\1\b/gm)].map(([, name]) => name);
  return names.reduce(
    (changed, name) => changed.replaceAll(new RegExp(`\\b_${name}\\b`, 'g'), ` ${name}`),
    text,
  );
}
