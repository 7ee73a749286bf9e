import type { LoadSecretsOptions } from '@chatelaine/config';
import type { Secrets } from '@chatelaine/core';

/**
 * Makes secrets from a config: the one that the options choose, or that of a path or file URL. No backend is asked: each
 * connects when it is first needed, or for what is to be preloaded. What reads configs is loaded by the first call.
 *
 * @throws SecretsError `INVALID_CONFIG`, naming file, line, field and remedy; when something to preload is missing or
 * cannot be read, one error that lists all of it
 */
export async function loadSecrets(options?: LoadSecretsOptions | string | URL): Promise<Secrets> {
  const config = await import('@chatelaine/config');
  return config.loadSecrets(options);
}
