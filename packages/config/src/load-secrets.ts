import type { Secrets } from '@chatelaine/core';
import { assemble } from '@chatelaine/core';
import { configuredChain } from './load-config.js';
import type { LoadSecretsOptions } from './load-options.js';
import { loadParts } from './load-parts.js';
import { LOAD_OPTIONS, readLoadOptions } from './read-load-options.js';

/**
 * Makes secrets from a config: the one that the options choose, or that of a path or file URL. No backend is asked: each
 * connects when it is first needed, or for what is to be preloaded.
 *
 * @throws SecretsError `INVALID_CONFIG`, naming file, line, field and remedy; when something to preload is missing or
 * cannot be read, one error that lists all of it
 */
export async function loadSecrets(options: LoadSecretsOptions | string | URL = {}): Promise<Secrets> {
  const { preload, ...choice } = readLoadOptions(options, 'loadSecrets', [...LOAD_OPTIONS, 'preload']);
  const { note, onError, connections, cache, ...chain } = await configuredChain(choice);
  const { backends, lastKnownGood } = await loadParts(chain);
  const secrets = assemble({
    backends,
    onError,
    connections,
    cache,
    lastKnownGood,
    notFoundHint: note,
  });
  if (preload !== undefined) await preloadOrClose(secrets, preload);
  return secrets;
}

async function preloadOrClose(secrets: Secrets, ...[refs]: Parameters<Secrets['preload']>): Promise<void> {
  try {
    await secrets.preload(refs);
  } catch (error) {
    await secrets.close();
    throw error;
  }
}
