import { ContainerModule } from 'inversify';
import { createBackend } from '../create-backend.js';
import type { ProviderContext, SecretsProvider } from '../provider.js';
import { TOKENS } from './tokens.js';

/** Makes any provider a module: its backend joins the chain, in the order in which modules are loaded. */
export function backendModule<Options>(
  provider: SecretsProvider<Options>,
  options?: unknown,
  settings: { readonly name?: string } = {},
): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(TOKENS.Backend)
      .toResolvedValue(
        (contexts: ProviderContext[]) =>
          createBackend(provider, options, { ...contexts.at(-1), name: settings.name ?? provider.name }),
        [{ serviceIdentifier: TOKENS.ProviderContext, isMultiple: true }],
      )
      .inSingletonScope()
      .onDeactivation(async (backend) => backend.close?.());
  });
}
