import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock, SecretsProvider } from '@chatelaine/core';
import { SecretsError, safeCause, withDeadline } from '@chatelaine/core';
import { locateProvider, type ProviderPlaces } from './locate-provider.js';
import { missingPackage, placeOfFailure } from './module-failure.js';

interface ModuleFault {
  readonly problem: string;
  readonly hint: string;
}

const FAULT_BY_CODE: Readonly<Record<string, ModuleFault>> = {
  ERR_UNKNOWN_FILE_EXTENSION: {
    problem: 'this Node does not load such a file.',
    hint: 'Write the module as .mjs or .js; .ts needs Node 22.18 or newer.',
  },
  ERR_UNSUPPORTED_DIR_IMPORT: { problem: 'this is a folder.', hint: 'Name a file, such as ./secrets.js.' },
};

/** How long a module may take: much longer, and an await at its top level waits for something that never comes. */
const LOAD_MS = 30_000;

/**
 * Loads the provider that a module exports as `provider`.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export async function loadProvider(name: string, places: ProviderPlaces): Promise<SecretsProvider<unknown>> {
  const namespace = await importModule(await locateProvider(name, places), places.clock);
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

async function importModule(url: string, clock?: Clock): Promise<Readonly<Record<string, unknown>>> {
  const outcome = await withDeadline(
    { ms: LOAD_MS, subject: 'its module', ...(clock === undefined ? {} : { clock }) },
    () => import(url).then(loaded, (error: unknown) => ({ error })),
  ).catch((error: unknown) => {
    if (!SecretsError.is(error, 'TIMEOUT')) throw error;
    throw new SecretsError('INVALID_CONFIG', 'its module is still loading after 30 s.', {
      hint: 'Move what it awaits at its top level into the backend, which does I/O when it is first asked.',
    });
  });
  if ('namespace' in outcome) return outcome.namespace;
  const cause = safeCause(outcome.error);
  const { problem, hint } = faultOf(outcome.error, cause.name, fileURLToPath(url));
  throw new SecretsError('INVALID_CONFIG', problem, { hint, cause });
}

const loaded = (namespace: Readonly<Record<string, unknown>>) => ({ namespace });

function faultOf(error: unknown, name: string, file: string): ModuleFault {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'ERR_MODULE_NOT_FOUND') return missingImport(error);
  const place = placeOfFailure(error, dirname(file), import.meta.url);
  return (
    FAULT_BY_CODE[code] ?? {
      problem: `its module fails while it is loaded (${name}${place === undefined ? '' : ` at ${place}`}).`,
      hint:
        place === undefined && error instanceof SyntaxError
          ? 'Run "node --check" on it to see where.'
          : 'Import the module on its own to see why.',
    }
  );
}

function missingImport(error: unknown): ModuleFault {
  const name = missingPackage(error);
  return name === undefined
    ? {
        problem: 'its module is not there, or imports one that is not there.',
        hint: 'Check the path and what the module imports.',
      }
    : {
        problem: `its module imports the package ${name}, which is not installed.`,
        hint: 'Install it where the module is, or correct the import.',
      };
}

function isProvider(value: unknown): value is SecretsProvider<unknown> {
  if (typeof value !== 'object' || value === null) return false;
  return typeof property(value, 'name') === 'string' && typeof property(value, 'create') === 'function';
}

/** A getter may throw, and what it throws is no error of ours. */
function property(holder: object, key: string): unknown {
  try {
    return (holder as Readonly<Record<string, unknown>>)[key];
  } catch (_thrownByGetter) {
    return undefined;
  }
}
