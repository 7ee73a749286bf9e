import type { GuardedBackend, Resolution, ResolveOptions, SecretRef } from '@chatelaine/core';
import type { Core } from './core-under-test.js';
import type { Ledger } from './ledger.js';
import type { RequestWatch } from './request-watch.js';

/** The same guarded backend, with every read of it counted. */
export function counted(backend: GuardedBackend, watch: RequestWatch): GuardedBackend {
  const { findMany } = backend;
  return {
    ...backend,
    find: (ref, options) => {
      watch.readBegan();
      return backend.find(ref, options);
    },
    ...(findMany && {
      findMany: (refs, options) => {
        watch.readBegan();
        return findMany(refs, options);
      },
    }),
  };
}

const observedCores = new WeakSet<Core>();
let current: Ledger | undefined;

/** Has every read of every chain of this core written down in the ledger that was named last. */
export function observeChains(core: Core, ledger: Ledger): void {
  current = ledger;
  if (observedCores.has(core)) return;
  observedCores.add(core);
  const chain = core.ResolverChain.prototype;
  const { resolve, resolveMany } = chain;
  chain.resolve = async function (ref: SecretRef, options?: ResolveOptions): Promise<Resolution> {
    const end = current?.begin(ref);
    const resolution = await resolve.call(this, ref, options);
    end?.(resolution);
    return resolution;
  };
  chain.resolveMany = function (refs, options, tell) {
    const ends = refs.map((ref) => current?.begin(ref));
    return resolveMany.call(this, refs, options, (index, resolution) => {
      ends[index]?.(resolution);
      tell(index, resolution);
    });
  };
}
