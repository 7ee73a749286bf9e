import { networkCodeOf } from '@chatelaine/core';
import { retryAfterMs } from '@chatelaine/core/provider';

/** What is known of a call that failed. Nothing of it but words of our tables may be passed on. */
export interface AwsFailure {
  readonly error: unknown;
  /** The name of the error: AWS tells its failures apart by it, and by no status. */
  readonly name: string;
  readonly message: string;
  /** Absent: there was no answer. */
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly networkCode: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly requestId: string | undefined;
}

interface ForeignError {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown; readonly requestId?: unknown };
  readonly $response?: {
    readonly statusCode?: unknown;
    readonly headers?: Readonly<Record<string, unknown>>;
  };
}

/** The facts of an error that the SDK threw. */
export function factsOf(error: unknown): AwsFailure {
  const foreign: ForeignError = typeof error === 'object' && error !== null ? error : {};
  const { $metadata, $response } = foreign;
  return {
    error,
    name: textOf(foreign.name) ?? '',
    message: textOf(foreign.message) ?? '',
    status: numberOf($response?.statusCode) ?? numberOf($metadata?.httpStatusCode),
    code: textOf(foreign.code),
    networkCode: networkCodeOf(error),
    retryAfterMs: retryAfterMs($response?.headers?.['retry-after']),
    requestId: textOf($metadata?.requestId),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}
