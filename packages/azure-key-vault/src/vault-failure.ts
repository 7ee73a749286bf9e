import { networkCodeOf } from '@chatelaine/core';
import { retryAfterMs } from '@chatelaine/core/provider';

/** What is known of a call that failed. Nothing of it but words of our tables may be passed on. */
export interface VaultFailure {
  readonly error: unknown;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly innerCode: string | undefined;
  readonly networkCode: string | undefined;
  readonly message: string;
  readonly retryAfterMs: number | undefined;
  readonly requestId: string | undefined;
  /** The token that the vault was shown. */
  readonly token: string | undefined;
}

/** An answer as it came: the SDK's errors do not always hold its status, nor what its body says. */
export interface RawAnswer {
  readonly status?: unknown;
  readonly headers?: Headers;
  readonly parsedBody?: ErrorBody | null;
}

interface Headers {
  get(name: string): string | undefined;
}

interface ForeignError {
  readonly code?: unknown;
  readonly statusCode?: unknown;
  readonly message?: unknown;
  readonly response?: RawAnswer;
  readonly request?: { readonly headers?: Headers };
  readonly details?: ErrorBody;
}

interface ErrorBody {
  readonly error?: {
    readonly message?: unknown;
    readonly innerError?: InnerError;
    readonly innererror?: InnerError;
  };
}

interface InnerError {
  readonly code?: unknown;
}

/** The facts of an error of the SDK, and of the answer that led to it where one was seen. */
export function failureOf(error: unknown, raw: RawAnswer | undefined): VaultFailure {
  const foreign: ForeignError = typeof error === 'object' && error !== null ? error : {};
  const headers = foreign.response?.headers ?? raw?.headers;
  const said = raw?.parsedBody?.error;
  const inner = foreign.details?.error?.innerError ?? foreign.details?.error?.innererror ?? said?.innererror;
  return {
    error,
    status: numberOf(foreign.statusCode) ?? numberOf(raw?.status),
    code: textOf(foreign.code),
    innerCode: textOf(inner?.code),
    networkCode: networkCodeOf(error),
    message: textOf(said?.message) ?? textOf(foreign.message) ?? '',
    retryAfterMs: retryAfterMs(headers?.get('retry-after')),
    requestId: headers?.get('x-ms-request-id'),
    token: foreign.request?.headers?.get('authorization')?.replace(/^Bearer /, ''),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}
