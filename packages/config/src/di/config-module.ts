import { TOKENS } from '@chatelaine/core/di';
import { ContainerModule } from 'inversify';
import { loadBackends } from '../load-backends.js';
import type { ConfiguredChain } from '../load-config.js';
import { configuredChain } from '../load-config.js';
import type { LoadOptions } from '../load-options.js';
import type { LoadedParts } from '../load-parts.js';
import { loadParts } from '../load-parts.js';
import { LOAD_OPTIONS, readLoadOptions } from '../read-load-options.js';

/**
 * Makes a config a module: load it together with core's `secretsModule()` and the container holds the same graph that
 * `loadSecrets` builds.
 *
 * @throws SecretsError `INVALID_CONFIG`, naming file, line, field and remedy
 */
export async function configModule(options: LoadOptions | string | URL = {}): Promise<ContainerModule> {
  const chain = await configuredChain(readLoadOptions(options, 'configModule', LOAD_OPTIONS));
  return moduleOf(chain, await loadParts(chain));
}

/**
 * The same without the last known good file, which is not even opened: for tools, because it belongs to the application.
 *
 * @throws SecretsError `INVALID_CONFIG`, naming file, line, field and remedy
 */
export async function configModuleForTools(
  options: LoadOptions | string | URL = {},
): Promise<ContainerModule> {
  const chain = await configuredChain(readLoadOptions(options, 'configModuleForTools', LOAD_OPTIONS));
  return moduleOf(chain, { backends: await loadBackends(chain), lastKnownGood: undefined });
}

function moduleOf(chain: ConfiguredChain, { backends, lastKnownGood }: LoadedParts): ContainerModule {
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
