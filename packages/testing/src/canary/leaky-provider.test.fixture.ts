import type { FoundSecret, SecretRef, SecretsBackend, SecretsProvider } from '@chatelaine/core';
import { formatSecretRef, SecretsError } from '@chatelaine/core';
import type { LeakCheck } from './find-leaks.js';

/** What a read does with the value before it answers; `this` is the backend. */
export type Slip = (this: SecretsBackend, value: string, ref: SecretRef) => unknown;

/** A check of a backend that holds its values in memory and, on each read, makes a slip. */
export function checkWithSlip(slip: Slip = () => undefined): LeakCheck {
  const provider: SecretsProvider<unknown> = {
    name: 'memory',
    options: {
      '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) },
    },
    create: (options, { name }) => {
      const held =
        options instanceof Map ? (options as ReadonlyMap<string, string>) : new Map<string, string>();
      const backend: SecretsBackend = {
        name,
        supports: { versions: true, teams: true },
        async find(ref): Promise<FoundSecret | undefined> {
          const value = held.get(formatSecretRef(ref));
          if (value === undefined) return undefined;
          await slip.call(backend, value, ref);
          return { value, name: ref.id };
        },
      };
      return backend;
    },
  };
  return {
    provider,
    timeoutMs: 5_000,
    open: ({ values }) => ({
      options: new Map(values.map(({ ref, value }) => [formatSecretRef(ref), value])),
    }),
  };
}

/** An error of ours with a message that ours would not have, and more. */
export const denied = (message: string, more: object = {}): SecretsError =>
  Object.assign(new SecretsError('ACCESS_DENIED', message), more);

export const fail = (error: unknown): never => {
  throw error;
};

/** Runs the slip on the variable only, so that a test speaks of one value. */
export const onVariable = (slip: Slip): Slip =>
  function (value, ref) {
    return ref.kind === 'variable' ? slip.call(this, value, ref) : undefined;
  };
