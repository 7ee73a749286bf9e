import { realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Clock } from '@chatelaine/core';
import { nearest, SecretsError, safeCause } from '@chatelaine/core';
import { distrustOf, distrustOfFolder, type FileOwners } from '../file-trust.js';
import { syncFs } from '../sync-fs.js';
import { BUNDLED_PROVIDERS, isBundled, moduleOf, packageOf } from './bundled-providers.js';
import { isProviderPath, isShortName } from './provider-name.js';
import { resolvePackage } from './resolve-package.js';

/** From where modules are looked for, and who may own them. */
export interface ProviderPlaces {
  /** This package's own place, asked first for the bundled providers. */
  readonly self: string;
  /** The config file's folder. */
  readonly directory: string;
  readonly cwd: string;
  /** The script that Node was started with. */
  readonly mainScript: string | undefined;
  readonly owners: FileOwners;
  /** What the time that a module may take to load is measured with. @default the system's */
  readonly clock?: Clock;
}

/**
 * Gives the URL of a provider's module.
 *
 * @throws SecretsError `INVALID_CONFIG` with the install command, when it is a bundled provider's
 */
export async function locateProvider(provider: string, places: ProviderPlaces): Promise<string> {
  if (isProviderPath(provider)) return moduleAt(resolve(places.directory, provider), places);
  const name = isShortName(provider) ? moduleOf(provider) : provider;
  const bundled = isBundled(name);
  const url = firstPlace(name, bundled, places);
  if (url !== undefined) return url;
  throw new SecretsError(
    'INVALID_CONFIG',
    bundled ? `the package ${packageOf(name)} is not installed.` : NOT_INSTALLED,
    {
      hint: bundled
        ? `Run: npm install ${packageOf(name)}`
        : (misspelt(name) ?? 'Install it in the folder of the config file or of the main script.'),
    },
  );
}

const NOT_INSTALLED = 'this package is not installed.';

/** `azure_key_vault` is the name of a package, and hardly what was meant. */
function misspelt(name: string): string | undefined {
  const near = name.startsWith('@') ? undefined : nearest(name, BUNDLED_PROVIDERS);
  return near === undefined ? undefined : `Did you mean "${near}"?`;
}

function firstPlace(name: string, bundled: boolean, places: ProviderPlaces): string | undefined {
  try {
    return (
      (bundled ? resolvePackage(name, places.self) : undefined) ??
      resolvePackage(name, join(places.directory, 'chatelaine')) ??
      besideMainScript(name, places.mainScript)
    );
  } catch (error) {
    throw new SecretsError('INVALID_CONFIG', 'this package says nothing usable about what it exports.', {
      hint: 'Look at its package.json.',
      cause: safeCause(error),
    });
  }
}

function besideMainScript(name: string, script: string | undefined): string | undefined {
  const path = script === undefined ? undefined : realPathOf(script);
  return path === undefined ? undefined : resolvePackage(name, path);
}

/** A command is often a link to its script; and what stands in the script's place may be any argument. */
function realPathOf(script: string): string | undefined {
  try {
    return syncFs.realpathSync(script);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

async function moduleAt(path: string, places: ProviderPlaces): Promise<string> {
  const { directory, cwd, owners } = places;
  const owning = [cwd, directory];
  const reason = await distrustOf(path, owning, owners).catch((error: unknown) => {
    throw notThere(error);
  });
  if (reason !== undefined) throw distrusted(`this module ${reason}, and so`);
  const real = await realpath(path).catch((error: unknown) => {
    throw notThere(error);
  });
  for (const folder of new Set([dirname(path), dirname(real)])) {
    const ofFolder = await distrustOfFolder(folder, owning, owners);
    if (ofFolder !== undefined) throw distrusted(`the folder of this module ${ofFolder}, and so the module`);
  }
  return pathToFileURL(path).href;
}

function notThere(error: unknown): SecretsError {
  return new SecretsError('INVALID_CONFIG', 'there is no such file to read.', {
    hint: 'A path that is not absolute starts at the config file.',
    cause: safeCause(error),
  });
}

function distrusted(why: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', `${why} is not loaded.`, {
    hint: 'Let it belong to you or root, and be writable by its owner alone.',
  });
}
