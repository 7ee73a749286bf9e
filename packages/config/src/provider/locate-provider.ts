import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SecretsError, safeCause } from '@chatelaine/core';
import { distrustOf, type FileOwners } from '../file-trust.js';
import { BUNDLED_PROVIDERS, packageOf } from './bundled-providers.js';
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
}

/**
 * Gives the URL of a provider's module.
 *
 * @throws SecretsError `INVALID_CONFIG` with the install command, when it is a bundled provider's
 */
export async function locateProvider(provider: string, places: ProviderPlaces): Promise<string> {
  if (isProviderPath(provider)) return moduleAt(resolve(places.directory, provider), places);
  const name = isShortName(provider) ? packageOf(provider) : provider;
  const bundled = BUNDLED_PROVIDERS.some((shortName) => packageOf(shortName) === name);
  const url = firstPlace(name, bundled, places);
  if (url !== undefined) return url;
  throw new SecretsError(
    'INVALID_CONFIG',
    bundled ? `the package ${name} is not installed.` : NOT_INSTALLED,
    {
      hint: bundled
        ? `Run: npm install ${name}`
        : 'Install it in the folder of the config file or of the main script.',
    },
  );
}

const NOT_INSTALLED = 'this package is not installed.';

function firstPlace(name: string, bundled: boolean, places: ProviderPlaces): string | undefined {
  const froms = [
    bundled ? places.self : undefined,
    join(places.directory, 'chatelaine'),
    places.mainScript === undefined ? undefined : realPathOf(places.mainScript),
  ];
  try {
    for (const from of froms) {
      const url = from === undefined ? undefined : resolvePackage(name, from);
      if (url !== undefined) return url;
    }
    return undefined;
  } catch (error) {
    throw new SecretsError('INVALID_CONFIG', 'this package says nothing usable about what it exports.', {
      hint: 'Look at its package.json.',
      cause: safeCause(error),
    });
  }
}

/** A command is often a link to its script. */
function realPathOf(script: string): string | undefined {
  try {
    return realpathSync(script);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function moduleAt(path: string, { directory, cwd, owners }: ProviderPlaces): Promise<string> {
  const reason = await distrustOf(path, [cwd, directory], owners).catch((error: unknown) => {
    throw new SecretsError('INVALID_CONFIG', 'there is no such file to read.', {
      hint: 'A path that is not absolute starts at the config file.',
      cause: safeCause(error),
    });
  });
  if (reason === undefined) return pathToFileURL(path).href;
  throw new SecretsError('INVALID_CONFIG', `this module ${reason}, and so is not loaded.`, {
    hint: 'Let it belong to you or root, and be writable by its owner alone.',
  });
}
