import type { AccessToken } from '@azure/identity';
import { AuthorityWatch } from './authority-watch.js';
import type { CredentialSource } from './credential.js';
import { createCredential } from './credential.js';
import { loginError, noToken } from './login-error.js';
import type { TokenQuestion } from './token-login.js';

/**
 * Logs in with a credential made for this one log-in.
 *
 * @throws SecretsError
 */
export async function requestToken(
  source: CredentialSource,
  { scopes, tenantId, claims }: TokenQuestion,
  signal: AbortSignal,
): Promise<AccessToken> {
  const watch = new AuthorityWatch();
  try {
    const credential = await createCredential(source, watch);
    const token = await credential.getToken(scopes, {
      abortSignal: signal,
      enableCae: true,
      ...(tenantId === undefined ? {} : { tenantId }),
      ...(claims === undefined ? {} : { claims }),
    });
    if (token !== null) return token;
  } catch (error) {
    throw loginError(error, watch, source);
  }
  throw noToken(source);
}
