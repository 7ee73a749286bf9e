import { ContainerModule } from 'inversify';
import { assemble } from '../assemble.js';
import type { SecretsBackend } from '../backend.js';
import type { OnError } from '../on-error.js';
import type { Secrets } from '../secrets.js';
import { TOKENS } from './tokens.js';

/** Binds `Secrets` to the chain of all bound backends, with the policy bound last: the graph that `createSecrets` builds. */
export function secretsModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(TOKENS.Secrets)
      .toResolvedValue(
        (backends: SecretsBackend[], policies: OnError[]): Secrets => {
          const onError = policies.at(-1);
          return assemble(onError === undefined ? { backends } : { backends, onError });
        },
        [
          { serviceIdentifier: TOKENS.Backend, isMultiple: true },
          { serviceIdentifier: TOKENS.OnError, isMultiple: true },
        ],
      )
      .inSingletonScope()
      .onDeactivation((secrets) => secrets.close());
  });
}
