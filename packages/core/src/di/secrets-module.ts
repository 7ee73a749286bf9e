import { ContainerModule } from 'inversify';
import { assemble } from '../assemble.js';
import type { SecretsBackend } from '../backend.js';
import type { CacheOptions } from '../cache/read-cache.js';
import type { LastKnownGood } from '../last-known-good.js';
import type { OnError } from '../on-error.js';
import type { Secrets } from '../secrets.js';
import { TOKENS } from './tokens.js';

/** Binds `Secrets` to the chain of all bound backends, with what was bound last of the rest: the graph that `createSecrets` builds. */
export function secretsModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(TOKENS.Secrets)
      .toResolvedValue(
        (
          backends: SecretsBackend[],
          policies: OnError[],
          readings: ('airflow' | 'strict')[],
          caches: (CacheOptions | false)[],
          lastKnownGoods: LastKnownGood[],
          hints: string[],
        ): Secrets =>
          assemble({
            backends,
            onError: policies.at(-1),
            connections: readings.at(-1),
            cache: caches.at(-1),
            lastKnownGood: lastKnownGoods.at(-1),
            notFoundHint: hints.at(-1),
          }),
        [
          { serviceIdentifier: TOKENS.Backend, isMultiple: true },
          { serviceIdentifier: TOKENS.OnError, isMultiple: true },
          { serviceIdentifier: TOKENS.Connections, isMultiple: true },
          { serviceIdentifier: TOKENS.Cache, isMultiple: true },
          { serviceIdentifier: TOKENS.LastKnownGood, isMultiple: true },
          { serviceIdentifier: TOKENS.NotFoundHint, isMultiple: true },
        ],
      )
      .inSingletonScope()
      .onDeactivation((secrets) => secrets.close());
  });
}
