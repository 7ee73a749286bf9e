import type { ProviderContext } from '@chatelaine/core';
import { SharedLogin } from '@chatelaine/core';
import { loginTimeoutMs, renewalTime } from '@chatelaine/core/provider';
import { boundedFetch, type Fetch } from './bounded-fetch.js';
import type { CredentialSource } from './credential.js';
import { type AccessTokenSource, chooseCredential } from './credential-kind.js';
import { checkEndpoints } from './endpoints.js';
import type { GcpOptions } from './gcp-options.js';
import { type GcpLogin, logIn } from './log-in.js';
import { type ApiAnswer, type ApiCall, callSecretManager } from './secret-manager-call.js';

/** What code can give instead of the options that describe it. */
export interface GcpParts {
  /** Gets tokens in place of every credential option: a client of google-auth-library, for example. */
  readonly authClient?: AccessTokenSource | undefined;
  /** Makes every HTTP request, those of the log-in included. @default the global fetch */
  readonly fetch?: Fetch | undefined;
}

/** Secret Manager and the log-in to it. */
export interface SecretManagerConnection {
  /** Logs in when that is needed, and calls; a refused token is renewed once, and the call then repeated once. */
  call(call: ApiCall, signal: AbortSignal): Promise<ApiAnswer>;
  close(): void;
}

interface KeptLogin extends GcpLogin {
  readonly renewAt: number;
}

const RENEW_BEFORE_EXPIRY_MS = 120_000;

/**
 * Checks where to go and how to log in. No I/O: that begins with the first call.
 *
 * @throws SecretsError `INVALID_CONFIG` when the options cannot work together
 */
export function connectSecretManager(
  options: GcpOptions,
  { name: backend, directory, env, clock }: ProviderContext,
  { authClient, fetch = globalThis.fetch }: GcpParts = {},
): SecretManagerConnection {
  const endpoints = checkEndpoints(options, backend);
  const kind = chooseCredential(options, authClient !== undefined, backend);
  const source: CredentialSource = {
    kind,
    options,
    env,
    clock,
    directory,
    backend,
    iamEndpoint: endpoints.iam,
    metadata: { answered: false },
    given: authClient,
  };
  const login = new SharedLogin<KeptLogin>({
    backend,
    timeoutMs: loginTimeoutMs(options.loginTimeout, backend),
    clock,
    login: async (signal) => withRenewal(await logIn(source, fetch, signal), clock.now()),
    renewAt: ({ renewAt }) => renewAt,
    expiresAt: ({ expiresAt }) => expiresAt,
  });
  const bounded = boundedFetch(fetch);
  const callWith = (
    { token, projectId, quotaProject }: GcpLogin,
    call: ApiCall,
    signal: AbortSignal,
  ): Promise<ApiAnswer> => {
    const address = { endpoint: endpoints.secretManager, projectId, location: options.location };
    const quota = quotaProject === undefined ? {} : { 'x-goog-user-project': quotaProject };
    return callSecretManager(bounded, address, { authorization: `Bearer ${token}`, ...quota }, call, signal);
  };
  return {
    call: async (call, signal) => {
      const current = await login.get();
      const answer = await callWith(current, call, signal);
      if (answer.failure?.status !== 401 || !(await login.renew(current))) return answer;
      return callWith(await login.get(), call, signal);
    },
    close: () => login.close(),
  };
}

function withRenewal(login: GcpLogin, now: number): KeptLogin {
  return { ...login, renewAt: renewalTime(login.expiresAt, now, RENEW_BEFORE_EXPIRY_MS) };
}
