import type { Context } from 'mocha';
import { findProgram } from './find-program.js';

/**
 * The path of a server's program. Without it the tests are skipped with the reason printed, or fail where
 * CHATELAINE_REQUIRE_SERVERS=1 says that every server must be there.
 */
export function requireProgram(context: Context, name: string, folders: readonly string[] = []): string {
  const path = findProgram(name, folders);
  if (path !== undefined) return path;
  skipUnlessRequired(context, `${name} is not installed`);
}

export function skipUnlessRequired(context: Context, reason: string): never {
  const message = `${reason}: scripts/install-servers.sh installs it.`;
  if (process.env.CHATELAINE_REQUIRE_SERVERS === '1') throw new Error(message);
  console.log(`      skipped: ${message}`);
  return context.skip();
}
