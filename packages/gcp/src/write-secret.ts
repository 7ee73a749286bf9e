import type { SecretValue, WrittenSecret } from '@chatelaine/core';
import { checkValueSize } from '@chatelaine/core/provider';
import { UNREADABLE } from './error-codes.js';
import { payloadOf } from './payload.js';
import { lastPart } from './resource-json.js';
import type { SecretManagerCaller } from './secret-manager-caller.js';

export interface WriteSettings {
  /** Whether secrets are kept in one location. */
  readonly isRegional: boolean;
  readonly signal: AbortSignal;
}

const LIMIT = { service: 'Secret Manager', maxBytes: 65_536 };

/**
 * Adds a version, and first the secret where there is none.
 *
 * @throws SecretsError `INVALID_VALUE` for what Secret Manager cannot hold
 */
export async function writeSecret(
  caller: SecretManagerCaller,
  name: string,
  value: SecretValue,
  { isRegional, signal }: WriteSettings,
): Promise<WrittenSecret> {
  checkValueSize(value, name, LIMIT, caller.backend);
  const subject = { action: 'write', name } as const;
  const body = { payload: payloadOf(value) };
  const add = () =>
    caller.call(subject, { method: 'POST', path: `/secrets/${name}:addVersion`, body }, signal);
  let added = await add();
  if (added === undefined) {
    const query = { secretId: name };
    // A regional secret is kept where it is, and so has no replication.
    const settings = isRegional ? {} : { replication: { automatic: {} } };
    await caller.call(subject, { method: 'POST', path: '/secrets', query, body: settings }, signal);
    added = await add();
  }
  const version = added && lastPart(added, 'versions');
  if (version === undefined) throw caller.error(subject, UNREADABLE);
  return { name, version };
}
