import type { FindOptions, SecretsBackend } from './backend.js';
import type { SecretRef } from './secret-ref.js';

export interface BackendWrapping {
  /** @default the inner backend's name */
  readonly name?: string;
  /** Changes each reference before the inner backend sees it. */
  readonly reference?: (ref: SecretRef) => SecretRef;
  /** Surrounds each call that does I/O. */
  readonly around?: <T>(
    method: string,
    call: (options: FindOptions) => Promise<T>,
    options: FindOptions,
  ) => Promise<T>;
}

/** Wraps a backend and forwards every optional method that the inner one has, and none that it has not. */
export function wrapBackend(inner: SecretsBackend, wrapping: BackendWrapping): SecretsBackend {
  const reference = wrapping.reference ?? ((ref: SecretRef) => ref);
  const around = wrapping.around ?? ((_method, call, options) => call(options));
  const { locate, findMany, list, describe, write, remove, watch, probe, close } = inner;
  return {
    name: wrapping.name ?? inner.name,
    ...(inner.place === undefined ? {} : { place: inner.place }),
    ...(inner.supports === undefined ? {} : { supports: inner.supports }),
    find: (ref, options) => around('find', (inside) => inner.find(reference(ref), inside), options),
    ...(locate && { locate: (ref) => locate.call(inner, reference(ref)) }),
    ...(findMany && {
      findMany: (refs, options) =>
        around('findMany', (inside) => findMany.call(inner, refs.map(reference), inside), options),
    }),
    ...(list && { list: (query, options) => list.call(inner, query, options) }),
    ...(describe && {
      describe: (ref, options) =>
        around('describe', (inside) => describe.call(inner, reference(ref), inside), options),
    }),
    ...(write && {
      write: (ref, value, options) =>
        around('write', (inside) => write.call(inner, reference(ref), value, inside), options),
    }),
    ...(remove && {
      remove: (ref, options) =>
        around('remove', (inside) => remove.call(inner, reference(ref), inside), options),
    }),
    ...(watch && { watch: (options) => watch.call(inner, options) }),
    ...(probe && { probe: (options) => around('probe', (inside) => probe.call(inner, inside), options) }),
    ...(close && { close: () => close.call(inner) }),
  };
}
