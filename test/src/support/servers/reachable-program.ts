import { copyFileSync, linkSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerFolder } from './server-folder.js';

/** The program where the user that servers run as can reach it: the cache may be in a folder that is root's alone. */
export function reachableProgram(program: string, name: string, folder: ServerFolder): string {
  const bin = join(folder.path, 'bin');
  mkdirSync(bin, { mode: 0o755 });
  const path = join(bin, name);
  try {
    linkSync(program, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    copyFileSync(program, path);
  }
  return path;
}
