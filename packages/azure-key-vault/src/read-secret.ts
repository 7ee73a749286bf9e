import type { KeyVaultSecret, SecretClient } from '@azure/keyvault-secrets';
import { type FoundSecret, networkCodeOf } from '@chatelaine/core';

/** The part of the SDK's client that is used. */
export type SecretReader = Pick<SecretClient, 'getSecret'>;

/** What is known of a read that failed. Nothing of it but words of our tables may be passed on. */
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

/** What was found, if it had a value, or why the read failed. */
export interface VaultAnswer {
  readonly found?: FoundSecret | undefined;
  readonly failure?: VaultFailure;
}

interface Headers {
  get(name: string): string | undefined;
}

interface RawAnswer {
  readonly status?: unknown;
  readonly headers?: Headers;
}

interface ForeignError {
  readonly code?: unknown;
  readonly statusCode?: unknown;
  readonly message?: unknown;
  readonly response?: RawAnswer;
  readonly request?: { readonly headers?: Headers };
  readonly details?: {
    readonly error?: { readonly innerError?: InnerError; readonly innererror?: InnerError };
  };
}

interface InnerError {
  readonly code?: unknown;
}

/** Reads one secret under one name, and gives every failure as facts. */
export async function readSecret(
  reader: SecretReader,
  name: string,
  version: string | undefined,
  signal: AbortSignal,
): Promise<VaultAnswer> {
  // The SDK's own error of an answer without a body does not hold its status.
  let raw: RawAnswer | undefined;
  try {
    const secret = await reader.getSecret(name, {
      abortSignal: signal,
      onResponse: (response) => {
        raw = response;
      },
      ...(version === undefined ? {} : { version }),
    });
    return { found: foundSecret(secret) };
  } catch (error) {
    return { failure: factsOf(error, raw) };
  }
}

/** What the vault answered, or `undefined` where the secret came without a value. */
function foundSecret({ value, name, properties }: KeyVaultSecret): FoundSecret | undefined {
  if (value === undefined) return undefined;
  const { version, createdOn, expiresOn, contentType } = properties;
  return {
    value,
    name,
    ...(version === undefined ? {} : { version }),
    ...(isDate(createdOn) ? { createdAt: createdOn } : {}),
    ...(isDate(expiresOn) ? { expiresAt: expiresOn } : {}),
    ...(contentType === undefined ? {} : { contentType }),
  };
}

/** The SDK makes a date of whatever the answer has in the place of one. */
function isDate(date: Date | undefined): date is Date {
  return date !== undefined && !Number.isNaN(date.getTime());
}

function factsOf(error: unknown, raw: RawAnswer | undefined): VaultFailure {
  const foreign: ForeignError = typeof error === 'object' && error !== null ? error : {};
  const headers = foreign.response?.headers ?? raw?.headers;
  const inner = foreign.details?.error?.innerError ?? foreign.details?.error?.innererror;
  return {
    error,
    status: numberOf(foreign.statusCode) ?? numberOf(raw?.status),
    code: textOf(foreign.code),
    innerCode: textOf(inner?.code),
    networkCode: networkCodeOf(error),
    message: textOf(foreign.message) ?? '',
    retryAfterMs: retryAfterMs(headers?.get('retry-after')),
    requestId: headers?.get('x-ms-request-id'),
    token: foreign.request?.headers?.get('authorization')?.replace(/^Bearer /, ''),
  };
}

/** `Retry-After` in seconds; the form with a date is not used by Key Vault. */
function retryAfterMs(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,5}$/.test(header) ? Number(header) * 1_000 : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}
