import type { SecretsError } from '@chatelaine/core';
import { callError, type Meaning, textIn } from '@chatelaine/core/provider';
import { KNOWN_WORDS } from './error-codes.js';
import type { VaultAnswer } from './http/vault-answer.js';

/** A failed answer as our error: `prod: the read of "secret/connections/x" was denied.` */
export function vaultFailure(
  backend: string,
  subject: string,
  meaning: Meaning,
  answer: VaultAnswer,
): SecretsError {
  const code = answer.networkCode ?? answer.nodeCode;
  const requestId = textIn(answer.body, 'request_id');
  return callError({ backend, subject }, meaning, { ...answer, code, requestId }, KNOWN_WORDS);
}
