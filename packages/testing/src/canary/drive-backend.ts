import type { FindOptions, FoundSecret, SecretRef, SecretsBackend } from '@chatelaine/core';
import { formatSecretRef } from '@chatelaine/core';
import type { Attempt } from './attempts.js';

/** Calls every method that a backend has, for every reference, and shows what came of it but the values themselves. */
export async function driveBackend(
  backend: SecretsBackend,
  refs: readonly SecretRef[],
  attempt: Attempt,
  options: FindOptions,
): Promise<void> {
  await Promise.all([
    ...refs.flatMap((ref) => driveOne(backend, ref, attempt, options)),
    attempt('probe()', () => backend.probe?.(options)),
    attempt('findMany(…)', async () =>
      (await backend.findMany?.(refs, options))?.map((result) =>
        'error' in result ? result : withoutValue(result.found),
      ),
    ),
    ...(['connection', 'variable', 'config', 'secret'] as const).map((kind) =>
      attempt(`list(${kind})`, async () => {
        if (backend.list === undefined) return undefined;
        const listed: unknown[] = [];
        for await (const entry of backend.list({ kind }, options)) listed.push(entry);
        return listed;
      }),
    ),
  ]);
  await attempt('the backend itself', () => backend);
}

function driveOne(
  backend: SecretsBackend,
  ref: SecretRef,
  attempt: Attempt,
  options: FindOptions,
): readonly Promise<void>[] {
  const text = formatSecretRef(ref);
  return [
    attempt(`find(${text})`, async () => withoutValue(await backend.find(ref, options))),
    attempt(`locate(${text})`, () => backend.locate?.(ref)),
    attempt(`describe(${text})`, () => backend.describe?.(ref, options)),
  ];
}

/** What stands around a value. */
function withoutValue(found: FoundSecret | undefined): object | undefined {
  if (found === undefined) return undefined;
  const { value: _value, ...rest } = found;
  return rest;
}
