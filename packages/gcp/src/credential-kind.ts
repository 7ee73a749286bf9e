import { SecretsError } from '@chatelaine/core';
import { readDocument } from './credential-json.js';
import type { GcpOptions } from './gcp-options.js';

/** What gets access tokens: any client of google-auth-library, for example. */
export interface AccessTokenSource {
  getAccessToken(): Promise<{ readonly token?: string | null | undefined }>;
  /** What is known of the token that was got last. */
  readonly credentials?: { readonly expiry_date?: number | null | undefined };
}

/** Which credential is used: one option's, what the environment has, or what the code gave. */
export type LoginKind = 'key' | 'keyFile' | 'credentialConfig' | 'credentialConfigFile' | 'default' | 'given';

const CREDENTIAL_OPTIONS = ['key', 'keyFile', 'credentialConfig', 'credentialConfigFile'] as const;
const LOGIN_OPTIONS = [...CREDENTIAL_OPTIONS, 'impersonationChain', 'scopes'] as const;

/**
 * Chooses the credential that the options describe, and no other in its place.
 *
 * @throws SecretsError `INVALID_CONFIG` when they describe two at once, or one that cannot be read
 */
export function chooseCredential(options: GcpOptions, isGiven: boolean, backend: string): LoginKind {
  if (isGiven) {
    const unused = LOGIN_OPTIONS.find((name) => options[name] !== undefined);
    if (unused === undefined) return 'given';
    throw together(unused, `option "${unused}" is not used beside a credential given in code`);
  }
  const [first, second] = CREDENTIAL_OPTIONS.filter((name) => options[name] !== undefined);
  if (second !== undefined) throw together(second, `options "${first}" and "${second}" are given together`);
  const { key, credentialConfig, trustedHosts } = options;
  if (key !== undefined)
    readDocument(key, { field: 'key', isFile: false, backend, trustedHosts }, ['service_account']);
  if (credentialConfig !== undefined) {
    readDocument(credentialConfig, { field: 'credentialConfig', isFile: false, backend, trustedHosts });
  }
  return first ?? 'default';

  function together(field: string, problem: string): SecretsError {
    return new SecretsError('INVALID_CONFIG', `${backend}: ${problem}.`, {
      backend,
      field: [field],
      hint: 'Keep one of them.',
    });
  }
}
