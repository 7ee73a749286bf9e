import type { TokenCredentialOptions } from '@azure/identity';
import { networkCodeOf } from '@chatelaine/core';

type AdditionalPolicy = NonNullable<TokenCredentialOptions['additionalPolicies']>[number];

const ENTRA_CODE = /\bAADSTS(\d{4,8})\b/;

/**
 * Sees what the authority answered during a log-in. The SDK's errors do not say it: MSAL drops the network code, and
 * `EnvironmentCredential` turns every failure into one that looks like a refusal.
 */
export class AuthorityWatch {
  /** Why the last request did not reach the authority. */
  networkCode: string | undefined;
  /** The status of its last answer. */
  status: number | undefined;
  /** The number of the last AADSTS code in its answer. */
  entraCode: string | undefined;

  readonly policy: AdditionalPolicy = {
    position: 'perRetry',
    policy: {
      name: 'chatelaineAuthorityWatch',
      sendRequest: async (request, next) => {
        // The endpoints of managed identities are plain HTTP, and often absent: they say nothing about the authority.
        if (!request.url.startsWith('https:')) return next(request);
        try {
          const response = await next(request);
          this.#saw(undefined, response.status, ENTRA_CODE.exec(response.bodyAsText ?? '')?.[1]);
          return response;
        } catch (error) {
          this.#saw(networkCodeOf(error), undefined, undefined);
          throw error;
        }
      },
    },
  };

  #saw(networkCode: string | undefined, status: number | undefined, entraCode: string | undefined): void {
    this.networkCode = networkCode;
    this.status = status;
    this.entraCode = entraCode;
  }
}
