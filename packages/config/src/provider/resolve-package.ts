import { createRequire } from 'node:module';
import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { syncFs } from '../sync-fs.js';

/** The conditions of `exports` that an `import` of a package meets. */
const CONDITIONS: ReadonlySet<string> = new Set(['node', 'import', 'default']);

/** Gives the URL of a package's main module as seen from a file or folder, or `undefined` when it is not installed. */
export function resolvePackage(name: string, from: string): string | undefined {
  const require = createRequire(from);
  try {
    const path = require.resolve(name);
    // A module of Node resolves to its own name, which would then be a file of the working directory.
    return isAbsolute(path) ? pathToFileURL(path).href : undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'MODULE_NOT_FOUND') return undefined;
    if (code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error;
    return importOnlyEntry(name, require.resolve.paths(name) ?? []);
  }
}

/** `require.resolve` does not see a package whose `exports` are for `import` alone. */
function importOnlyEntry(name: string, folders: readonly string[]): string | undefined {
  for (const folder of folders) {
    const manifest = readManifest(join(folder, name, 'package.json'));
    if (manifest === undefined) continue;
    const entry = entryOf(manifest.exports);
    return entry === undefined ? undefined : pathToFileURL(join(folder, name, entry)).href;
  }
  return undefined;
}

function readManifest(path: string): { readonly exports?: unknown } | undefined {
  try {
    return JSON.parse(syncFs.readFileSync(path, 'utf8')) as { exports?: unknown };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function entryOf(exports: unknown): string | undefined {
  if (typeof exports === 'string') return exports;
  if (typeof exports !== 'object' || exports === null) return undefined;
  if ('.' in exports) return entryOf(exports['.']);
  for (const [condition, target] of Object.entries(exports)) {
    const entry = CONDITIONS.has(condition) ? entryOf(target) : undefined;
    if (entry !== undefined) return entry;
  }
  return undefined;
}
