import { TOKENS } from '@chatelaine/core/di';
import { ContainerModule } from 'inversify';
import { lastKnownGoodOf } from '../last-known-good-of.js';
import { loadBackends } from '../load-backends.js';
import { configuredChain } from '../load-config.js';
import type { LoadOptions } from '../load-options.js';
import { LOAD_OPTIONS, readLoadOptions } from '../read-load-options.js';

/**
 * Makes a config a module: load it together with core's `secretsModule()` and the container holds the same graph that
 * `loadSecrets` builds.
 *
 * @throws SecretsError `INVALID_CONFIG`, naming file, line, field and remedy
 */
export async function configModule(options: LoadOptions | string | URL = {}): Promise<ContainerModule> {
  const chain = await configuredChain(readLoadOptions(options, 'configModule', LOAD_OPTIONS));
  const lastKnownGood = await lastKnownGoodOf(chain);
  const backends = await loadBackends(chain);
  return new ContainerModule(({ bind }) => {
    for (const backend of backends) {
      bind(TOKENS.Backend)
        .toConstantValue(backend)
        .onDeactivation(async () => backend.close?.());
    }
    if (chain.onError !== undefined) bind(TOKENS.OnError).toConstantValue(chain.onError);
    if (chain.connections !== undefined) bind(TOKENS.Connections).toConstantValue(chain.connections);
    if (chain.cache !== undefined) bind(TOKENS.Cache).toConstantValue(chain.cache);
    if (lastKnownGood !== undefined) bind(TOKENS.LastKnownGood).toConstantValue(lastKnownGood);
    if (chain.note !== undefined) bind(TOKENS.NotFoundHint).toConstantValue(chain.note);
  });
}
