import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where a script of `scripts/servers` keeps what it installs, `NAME-VERSION`. */
export function cacheFolder(installed: string): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'chatelaine', installed);
}
