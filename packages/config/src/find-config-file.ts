import { lstat, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SecretsError, safeCause } from '@chatelaine/core';
import { distrustOf, type FileOwners } from './file-trust.js';

const NAMES = ['chatelaine.yaml', 'chatelaine.yml', 'chatelaine.json', 'chatelaine.toml'];

/**
 * Gives the path of the nearest config file, from the working directory upwards to the folder that holds `.git`.
 *
 * @throws SecretsError `INVALID_CONFIG` when two stand side by side, when one is a link that leads nowhere, or when one
 * above the working directory could have been put there by somebody else
 */
export async function findConfigFile(cwd: string, owners: FileOwners): Promise<string | undefined> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const file = await configFileIn(folder);
    if (file !== undefined) {
      if (folder !== cwd) await refuseForeign(file, folder, cwd, owners);
      return file;
    }
    if (folder === dirname(folder) || (await exists(join(folder, '.git')))) return undefined;
  }
}

async function configFileIn(folder: string): Promise<string | undefined> {
  const there = await Promise.all(NAMES.map((name) => exists(join(folder, name))));
  const [first, second] = NAMES.filter((_name, index) => there[index]);
  if (first === undefined) return undefined;
  if (second === undefined) {
    await refuseLooseLink(join(folder, first));
    return join(folder, first);
  }
  throw new SecretsError('INVALID_CONFIG', `${folder} holds both ${first} and ${second}.`, {
    hint: 'Keep one of them, or name one with CHATELAINE_CONFIG.',
  });
}

async function refuseForeign(file: string, folder: string, cwd: string, owners: FileOwners): Promise<void> {
  for (const [path, subject] of [
    [file, file],
    [folder, `the folder of ${file}`],
  ] as const) {
    const reason = await distrustOf(path, [cwd], owners);
    if (reason === undefined) continue;
    throw new SecretsError(
      'INVALID_CONFIG',
      `${subject} ${reason}, and a config found above the working directory names code to load.`,
      { hint: 'If it is yours, name it with CHATELAINE_CONFIG.' },
    );
  }
}

/** A config that somebody meant to be there must not be passed over for another, or for none. */
async function refuseLooseLink(file: string): Promise<void> {
  await stat(file).catch((error: unknown) => {
    throw new SecretsError('INVALID_CONFIG', `${file} is a link that leads to no file for this user.`, {
      hint: 'Correct the link, or remove it.',
      cause: safeCause(error),
    });
  });
}

/** Whether there is anything of that name, even a link that leads nowhere. */
async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (NOT_THERE.has(code)) return false;
    throw new SecretsError('INVALID_CONFIG', 'no config file can be looked for in the working directory.', {
      hint: 'Give a path that exists as "cwd", or name the config with CHATELAINE_CONFIG.',
      cause: safeCause(error),
    });
  }
}

/** A folder that may not be looked into holds nothing for this user. */
const NOT_THERE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP']);
