import type { IncomingHttpHeaders } from 'node:http';
import { type JsonObject, networkCodeOf } from '@chatelaine/core';
import { isJsonObject, retryAfterMs, textIn } from '@chatelaine/core/provider';

/** What is known of a request that failed. Nothing of it but words of our tables may be passed on. */
export interface ApiFailure {
  readonly status?: number | undefined;
  /** The word of Kubernetes for it, as `NotFound`. */
  readonly reason?: string | undefined;
  /** What kind of thing the answer is about, as `secrets`. */
  readonly kind?: string | undefined;
  /** What was wrong with what was sent, in words of Kubernetes. */
  readonly causes?: readonly string[];
  /** Whether the API server took us for nobody. */
  readonly isAnonymous?: boolean;
  /** Where a list that took too long can go on. */
  readonly continueToken?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly networkCode?: string | undefined;
  /** A code of Node for what is neither an answer nor a failure of the network. */
  readonly nodeCode?: string | undefined;
  /** What was thrown, for its class and its stack. */
  readonly error?: unknown;
}

/** Says what an answer with an error status means, from its head and its `Status` object, where it has one. */
export function failedAnswer(
  status: number,
  headers: IncomingHttpHeaders,
  body: JsonObject | undefined,
): ApiFailure {
  const waitMs = retryAfterMs(headers['retry-after']);
  if (body?.kind !== 'Status') return { status, retryAfterMs: waitMs };
  const details = isJsonObject(body.details) ? body.details : {};
  const metadata = isJsonObject(body.metadata) ? body.metadata : {};
  return {
    status,
    reason: textIn(body, 'reason'),
    kind: textIn(details, 'kind'),
    causes: (Array.isArray(details.causes) ? details.causes : []).flatMap((cause) =>
      isJsonObject(cause) && typeof cause.reason === 'string' ? [cause.reason] : [],
    ),
    isAnonymous: /\bUser "system:anonymous"/.test(textIn(body, 'message') ?? ''),
    continueToken: textIn(metadata, 'continue'),
    retryAfterMs: waitMs,
  };
}

/** Says what is known of a request without an answer, or with one that was not read. */
export function failedRequest(error: unknown): ApiFailure {
  const networkCode = networkCodeOf(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return { error, networkCode, nodeCode: typeof code === 'string' ? code : undefined };
}
