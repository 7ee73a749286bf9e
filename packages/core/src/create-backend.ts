import type { SecretsBackend } from './backend.js';
import { checkOptions } from './check-options.js';
import { systemClock } from './clock.js';
import { SecretsError } from './errors.js';
import type { ProviderContext, SecretsProvider } from './provider.js';
import { safeCause } from './safe-cause.js';

/**
 * Checks options with the provider's own schema and creates the backend: the only caller of `create`.
 *
 * @throws SecretsError `INVALID_CONFIG`, with the path of the faulty option in `field`
 */
export function createBackend<Options>(
  provider: SecretsProvider<Options>,
  input: unknown,
  context: Partial<ProviderContext> = {},
): SecretsBackend {
  const whole = providerContext(context.name ?? provider.name, context);
  const options = checkOptions(provider, input, whole.name);
  try {
    return provider.create(options, whole);
  } catch (error) {
    if (SecretsError.is(error)) throw error;
    throw new SecretsError(
      'INTERNAL',
      `${whole.name}: the provider "${provider.name}" failed while it created its backend.`,
      {
        backend: whole.name,
        hint: 'A provider throws a SecretsError with code INVALID_CONFIG when its options cannot work.',
        cause: safeCause(error),
      },
    );
  }
}

function providerContext(name: string, given: Partial<ProviderContext>): ProviderContext {
  return {
    name,
    directory: given.directory ?? process.cwd(),
    env: given.env ?? process.env,
    clock: given.clock ?? systemClock,
  };
}
