import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { networkCodeOf } from '@chatelaine/core';
import { isUnreadable } from './unreadable-answer.js';

const ENTRA_CODE = /\bAADSTS(\d{4,8})\b/;

/**
 * Sees what the authority answered during a log-in. The SDK's errors do not say it: MSAL drops the network code, and
 * `EnvironmentCredential` turns every failure into one that looks like a refusal.
 */
export class AuthorityWatch {
  /** Why the last request did not reach the authority. */
  networkCode: string | undefined;
  /** Whether its last answer could not be read. */
  unreadable = false;
  /** The status of its last answer. */
  status: number | undefined;
  /** The number of the last AADSTS code in its answer. */
  entraCode: string | undefined;

  readonly policy: PipelinePolicy = {
    name: 'chatelaineAuthorityWatch',
    sendRequest: async (request, next) => {
      // The endpoints of managed identities are plain HTTP, and often absent: they say nothing about the authority.
      if (!request.url.startsWith('https:')) return next(request);
      try {
        const response = await next(request);
        const { status } = response;
        const body = response.bodyAsText ?? '';
        const unreadable = status >= 200 && status < 300 && !/^\s*\{/.test(body);
        this.#saw({ status, unreadable, entraCode: ENTRA_CODE.exec(body)?.[1] });
        return response;
      } catch (error) {
        this.#saw({ networkCode: networkCodeOf(error), unreadable: isUnreadable(codeOf(error)) });
        throw error;
      }
    },
  };

  #saw({ networkCode, unreadable = false, status, entraCode }: Sight): void {
    this.networkCode = networkCode;
    this.unreadable = unreadable;
    this.status = status;
    this.entraCode = entraCode;
  }
}

interface Sight {
  readonly networkCode?: string | undefined;
  readonly unreadable?: boolean;
  readonly status?: number;
  readonly entraCode?: string | undefined;
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
