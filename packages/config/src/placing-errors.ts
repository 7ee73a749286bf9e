import type { FindResult, SecretsBackend } from '@chatelaine/core';
import { SecretsError, wrapBackend } from '@chatelaine/core';
import type { BackendConfig } from './chain-config.js';

/** A backend that finds out only when it is asked what is wrong with its options, and then says where they stand. */
export function placingErrors(inner: SecretsBackend, config: BackendConfig): SecretsBackend {
  // A guard that a provider brought along is no longer one when it is wrapped.
  if ('guarded' in inner) return inner;
  const placed = (error: unknown) => placedError(error, config);
  const wrapped = wrapBackend(inner, {
    around: async (_method, call, options) => {
      try {
        return await call(options);
      } catch (error) {
        throw placed(error);
      }
    },
  });
  const { findMany } = wrapped;
  if (findMany === undefined) return wrapped;
  return {
    ...wrapped,
    findMany: async (refs, options) => placedResults(await findMany(refs, options), placed),
  };
}

function placedError(error: unknown, config: BackendConfig): unknown {
  if (!SecretsError.is(error, 'INVALID_CONFIG') || error.field === undefined) return error;
  return config.blameCall(error).with({ ref: error.ref });
}

/** Results that break the contract are refused elsewhere. */
function placedResults(
  results: readonly FindResult[],
  placed: (error: unknown) => unknown,
): readonly FindResult[] {
  if (!Array.isArray(results)) return results;
  return results.map((result: FindResult) =>
    typeof result === 'object' && result !== null && 'error' in result
      ? { ...result, error: placed(result.error) as SecretsError }
      : result,
  );
}
