import type { FindOptions, SecretValue, WrittenSecret } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import { valueText } from '@chatelaine/core/provider';
import type { VaultCaller } from './vault-caller.js';

/** What can be said about a secret as it is written; it holds for the new version alone. */
export interface WriteOptions extends FindOptions {
  /** What the value is, for example "application/json". */
  readonly contentType?: string;
  /** From when on the value is of no use, before 2038; the vault serves it all the same. */
  readonly expiresAt?: Date;
  /** Whether the version can be read. @default true */
  readonly enabled?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/** The SDK sends seconds in 32 bits: a later date would arrive as one long past. */
const LAST_MS = (2 ** 31 - 1) * 1_000;

/**
 * Writes a new version under a name.
 *
 * @throws SecretsError `INVALID_VALUE` for bytes that are no UTF-8, because a vault holds text, and `UNSUPPORTED` for a
 * date that the SDK cannot send
 */
export async function writeSecret(
  caller: VaultCaller,
  name: string,
  value: SecretValue,
  { signal, contentType, expiresAt, enabled, tags }: WriteOptions,
): Promise<WrittenSecret> {
  if (expiresAt !== undefined && !(expiresAt.getTime() > 0 && expiresAt.getTime() <= LAST_MS)) {
    throw new SecretsError('UNSUPPORTED', `${caller.backend}: "expiresAt" of "${name}" cannot be sent.`, {
      backend: caller.backend,
      hint: 'Give a date from 1970 to January 2038.',
    });
  }
  const text = valueText(value, {
    backend: caller.backend,
    name,
    hint: 'Key Vault holds text: write them as base64.',
  });
  const written = await caller.call({ action: 'write', name }, signal, (client, options) =>
    client.setSecret(name, text, {
      ...options,
      ...(contentType === undefined ? {} : { contentType }),
      ...(expiresAt === undefined ? {} : { expiresOn: expiresAt }),
      ...(enabled === undefined ? {} : { enabled }),
      ...(tags === undefined ? {} : { tags: { ...tags } }),
    }),
  );
  const { version } = written.properties;
  return { name: written.name, ...(version === undefined ? {} : { version }) };
}
