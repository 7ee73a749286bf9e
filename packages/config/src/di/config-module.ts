import { TOKENS } from '@chatelaine/core/di';
import { ContainerModule } from 'inversify';
import { loadBackends } from '../load-backends.js';
import { type LoadOptions, loadConfig } from '../load-config.js';

/**
 * Makes a config a module: load it together with core's `secretsModule()` and the container holds the same graph that
 * `loadSecrets` builds.
 *
 * @throws SecretsError `INVALID_CONFIG`, naming file, line, field and remedy
 */
export async function configModule(options: LoadOptions = {}): Promise<ContainerModule> {
  const chain = await loadConfig(options);
  const backends = await loadBackends(chain);
  return new ContainerModule(({ bind }) => {
    for (const backend of backends) {
      bind(TOKENS.Backend)
        .toConstantValue(backend)
        .onDeactivation(async () => backend.close?.());
    }
    if (chain.onError !== undefined) bind(TOKENS.OnError).toConstantValue(chain.onError);
  });
}
