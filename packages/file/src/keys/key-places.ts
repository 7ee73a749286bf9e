import { join } from 'node:path';
import type { Env } from '@chatelaine/core';

/** Where `sops` looks for the keys of age when nobody names a file: in the user's own configuration. */
export function userKeyFile(env: Env, platform: NodeJS.Platform = process.platform): string | undefined {
  const folder = configFolder(env, platform);
  return folder === undefined ? undefined : join(folder, 'sops', 'age', 'keys.txt');
}

function configFolder(env: Env, platform: NodeJS.Platform): string | undefined {
  if (platform === 'win32') return env.APPDATA || undefined;
  if (env.XDG_CONFIG_HOME) return env.XDG_CONFIG_HOME;
  const home = env.HOME || undefined;
  if (home === undefined) return undefined;
  return platform === 'darwin' ? join(home, 'Library', 'Application Support') : join(home, '.config');
}
