import type { SecretsBackend } from './backend.js';
import { checkOptions } from './check-options.js';
import { isBackend } from './check-parts.js';
import { systemClock } from './clock.js';
import { SecretsError } from './errors.js';
import type { ProviderContext, SecretsProvider } from './provider.js';
import { safeCause } from './safe-cause.js';

/** A provider of which it is known what it creates. */
type ProviderOf<Options, Backend> = SecretsProvider<Options> & {
  create(options: Options, context: ProviderContext): Backend;
};

/**
 * Checks options with the provider's own schema and creates the backend: the only caller of `create`.
 *
 * @throws SecretsError `INVALID_CONFIG`, with the path of the faulty option in `field`
 */
export function createBackend<Options, Backend extends SecretsBackend = SecretsBackend>(
  provider: ProviderOf<Options, Backend>,
  input: unknown,
  context: Partial<ProviderContext> = {},
): Backend {
  const whole = providerContext(context.name ?? provider.name, context);
  const options = checkOptions(provider, input, whole.name);
  // What `create` gave comes back as it is.
  return checkCreated(created(provider, options, whole), provider.name, whole.name) as Backend;
}

function created<Options>(
  provider: SecretsProvider<Options>,
  options: Options,
  context: ProviderContext,
): unknown {
  try {
    return provider.create(options, context);
  } catch (error) {
    if (SecretsError.is(error)) throw error;
    throw new SecretsError(
      'INTERNAL',
      `${context.name}: the provider "${provider.name}" failed while it created its backend.`,
      {
        backend: context.name,
        hint: 'A provider throws a SecretsError with code INVALID_CONFIG when its options cannot work.',
        cause: safeCause(error),
      },
    );
  }
}

/** Refuses what is no backend, a promise of one above all: `create` does no I/O. */
function checkCreated(backend: unknown, provider: string, name: string): SecretsBackend {
  if (backend instanceof Promise) backend.catch(() => undefined);
  if (isBackend(backend)) return backend;
  const isPromise = backend instanceof Promise;
  throw new SecretsError(
    'INTERNAL',
    `${name}: the provider "${provider}" created ${isPromise ? 'a promise' : 'no backend'}.`,
    {
      backend: name,
      hint: isPromise
        ? 'Its create function must not be async: a backend connects when it is first asked.'
        : 'Its create function returns an object with a name and a find method.',
    },
  );
}

function providerContext(name: string, given: Partial<ProviderContext>): ProviderContext {
  return {
    name,
    directory: given.directory ?? process.cwd(),
    env: given.env ?? process.env,
    clock: given.clock ?? systemClock,
  };
}
