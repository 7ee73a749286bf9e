import type { JsonObject } from '@chatelaine/core';
import { objectIn, textIn } from '@chatelaine/core/provider';
import type { TlsTexts } from '../http/send-request.js';
import { isSuccess } from '../http/vault-answer.js';
import type { VaultSender } from '../http/vault-http.js';
import { otherWrapping, unwrapError } from './login-error.js';

export interface Wrapping {
  readonly sender: VaultSender;
  readonly backend: string;
  readonly tls: TlsTexts;
  /** The wrapping token, which can be used once. */
  readonly token: string;
  /** Where what it holds must have been made: whoever stole it could leave one of their own. */
  readonly madeAt: RegExp;
}

/**
 * What a wrapping token holds, after it was asked where that was made.
 *
 * @throws SecretsError `UNAUTHENTICATED` when it was used before, has expired or was made elsewhere
 */
export async function unwrap(wrapping: Wrapping, signal: AbortSignal): Promise<JsonObject> {
  const { sender, backend, tls, token, madeAt } = wrapping;
  const looked = await sender.send(
    { method: 'POST', path: 'sys/wrapping/lookup', body: { token } },
    { tls },
    signal,
  );
  if (!isSuccess(looked)) throw unwrapError(backend, looked);
  const path = textIn(objectIn(looked.body, 'data'), 'creation_path');
  if (path === undefined || !madeAt.test(path)) throw otherWrapping(backend);
  const unwrapped = await sender.send(
    { method: 'POST', path: 'sys/wrapping/unwrap' },
    { tls, token },
    signal,
  );
  if (!isSuccess(unwrapped) || unwrapped.body === undefined) throw unwrapError(backend, unwrapped);
  return unwrapped.body;
}
