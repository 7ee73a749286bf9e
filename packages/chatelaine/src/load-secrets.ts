import { resolve } from 'node:path';
import type { LoadSecretsOptions } from '@chatelaine/config';
import type { Secrets } from '@chatelaine/core';

/**
 * Makes secrets from a config: the one that the options choose, or that of a path or file URL. No backend is asked: each
 * connects when it is first needed, or for what is to be preloaded. The first call loads what reads configs: options and
 * working directory are those of the call, and the environment is read once that is loaded.
 *
 * @throws SecretsError `INVALID_CONFIG`, naming file, line, field and remedy; when something to preload is missing or
 * cannot be read, one error that lists all of it
 */
export async function loadSecrets(options?: LoadSecretsOptions | string | URL): Promise<Secrets> {
  const given = asOfNow(options);
  const config = await import('@chatelaine/config');
  return config.loadSecrets(given);
}

/** What is no such argument is left to the reader, which says so. */
function asOfNow(given: LoadSecretsOptions | string | URL = {}): LoadSecretsOptions | string | URL {
  const isConfig = typeof given === 'string' || given instanceof URL;
  if (!isConfig && (typeof given !== 'object' || given === null || Array.isArray(given))) return given;
  const options = isConfig ? { config: given } : { ...given };
  const { cwd = '' } = options;
  return typeof cwd === 'string' ? { ...options, cwd: resolve(cwd) } : options;
}
