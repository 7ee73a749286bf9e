import type { FoundSecret, SecretsBackend } from '../backend.js';
import type { SecretKind, SecretRef } from '../secret-ref.js';

export const ref = (kind: SecretKind, id: string, more: Partial<SecretRef> = {}): SecretRef => ({
  kind,
  id,
  ...more,
});

export const found = (value: FoundSecret['value'], more: Partial<FoundSecret> = {}): FoundSecret => ({
  value,
  name: 'stored-name',
  ...more,
});

/** A backend that answers each find with the same outcome: a value, `undefined`, or an error that it throws. */
export function answering(
  name: string,
  answer: FoundSecret | undefined | Error,
  more: Partial<SecretsBackend> = {},
): SecretsBackend {
  return {
    name,
    find: async () => {
      if (answer instanceof Error) throw answer;
      return answer;
    },
    ...more,
  };
}

/** A backend that accepts every question and never answers one. */
export const silent = (name: string): SecretsBackend => ({ name, find: () => new Promise(() => undefined) });
