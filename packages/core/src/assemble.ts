import type { SecretsBackend } from './backend.js';
import type { Clock } from './clock.js';
import { systemClock } from './clock.js';
import { SecretsError } from './errors.js';
import type { OnError } from './on-error.js';
import { ResolverChain } from './resolver-chain.js';
import { Secrets } from './secrets.js';

export interface SecretsParts {
  /** Asked in this order. Wrap one with `guarded` to give it a deadline or a policy of its own. */
  readonly backends: readonly SecretsBackend[];
  /** What follows a failure of a backend that has no policy of its own. @default 'stop' */
  readonly onError?: OnError;
  readonly clock?: Clock;
}

/** Builds the one graph of objects, for `createSecrets`, `loadSecrets` and the container module alike. */
export function assemble({ backends, onError = 'stop', clock = systemClock }: SecretsParts): Secrets {
  if (backends.length === 0) {
    throw new SecretsError('INVALID_CONFIG', 'There is no backend to ask.', {
      hint: 'Give at least one, for example env().',
    });
  }
  return new Secrets(new ResolverChain(backends, { onError, clock }), clock);
}

/**
 * Makes secrets from backends. No I/O: a backend connects when it is first asked.
 *
 * @throws SecretsError `INVALID_CONFIG` when there is no backend
 */
export const createSecrets = (parts: SecretsParts): Secrets => assemble(parts);
