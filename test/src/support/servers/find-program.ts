import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const POSTGRES = '/usr/lib/postgresql';
const FOLDERS: readonly string[] = [
  ...(process.env.PATH ?? '').split(delimiter),
  '/usr/sbin',
  '/usr/local/bin',
  '/opt/homebrew/bin',
];

/** The path of a program, looked for in the given folders, in PATH, and where distributions put servers. */
export function findProgram(name: string, first: readonly string[] = []): string | undefined {
  return [...first, ...FOLDERS].map((folder) => join(folder, name)).find(isExecutable);
}

/** Where Debian keeps the programs of each installed PostgreSQL, newest first. */
export function postgresFolders(): readonly string[] {
  try {
    const versions = readdirSync(POSTGRES).sort((a, b) => Number(b) - Number(a));
    return versions.map((version) => join(POSTGRES, version, 'bin'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
