import type { SecretsProvider } from '@chatelaine/core';
import { SecretsError, safeCause } from '@chatelaine/core';
import { locateProvider, type ProviderPlaces } from './locate-provider.js';

const FAULT_BY_CODE: Readonly<Record<string, { problem: string; hint: string }>> = {
  ERR_MODULE_NOT_FOUND: {
    problem: 'its module is not there, or imports one that is not installed.',
    hint: 'Check the path and what the module imports.',
  },
  ERR_UNKNOWN_FILE_EXTENSION: {
    problem: 'this Node does not load such a file.',
    hint: 'Write the module as .mjs or .js; .ts needs Node 22.18 or newer.',
  },
  ERR_UNSUPPORTED_DIR_IMPORT: { problem: 'this is a folder.', hint: 'Name a file, such as ./secrets.js.' },
};

/**
 * Loads the provider that a module exports as `provider`.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export async function loadProvider(name: string, places: ProviderPlaces): Promise<SecretsProvider<unknown>> {
  const namespace = await importModule(await locateProvider(name, places));
  const { provider } = namespace;
  if (isProvider(provider)) return provider;
  throw new SecretsError(
    'INVALID_CONFIG',
    provider === undefined
      ? 'its module has no export called "provider".'
      : 'the "provider" that its module exports is none.',
    { hint: 'Export a const "provider" that has a name and a create function.' },
  );
}

async function importModule(url: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(url);
  } catch (error) {
    const cause = safeCause(error);
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    const { problem, hint } = FAULT_BY_CODE[code] ?? {
      problem: `its module fails while it is loaded (${cause.name}).`,
      hint: 'Import the module on its own to see why.',
    };
    throw new SecretsError('INVALID_CONFIG', problem, { hint, cause });
  }
}

function isProvider(value: unknown): value is SecretsProvider<unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const { name, create } = value as { name?: unknown; create?: unknown };
  return typeof name === 'string' && typeof create === 'function';
}
