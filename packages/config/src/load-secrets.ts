import type { Secrets } from '@chatelaine/core';
import { assemble } from '@chatelaine/core';
import { loadBackends } from './load-backends.js';
import { type LoadOptions, loadConfig } from './load-config.js';

/**
 * Makes secrets from a config. No backend is asked: each connects when it is first needed.
 *
 * @throws SecretsError `INVALID_CONFIG`, naming file, line, field and remedy
 */
export async function loadSecrets(options: LoadOptions = {}): Promise<Secrets> {
  const chain = await loadConfig(options);
  const backends = await loadBackends(chain);
  return assemble({ backends, ...(chain.onError === undefined ? {} : { onError: chain.onError }) });
}
