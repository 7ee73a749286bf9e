import type { JsonObject } from '@chatelaine/core';
import { networkCodeOf } from '@chatelaine/core';
import {
  AnswerTooLong,
  isJsonObject,
  parseJsonObject,
  retryAfterMs,
  textIn,
} from '@chatelaine/core/provider';
import type { Fetch } from './bounded-fetch.js';

/** One request to Secret Manager. */
export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** After the project and location, for example `/secrets/NAME`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
}

/** What is known of a call that failed. Nothing of it but words of our tables may be passed on. */
export interface ApiFailure {
  readonly error?: unknown;
  readonly status?: number | undefined;
  /** Google's word for what is wrong, for example `NOT_FOUND`. */
  readonly word?: string | undefined;
  /** The reason that the details name, for example `SERVICE_DISABLED`. */
  readonly reason?: string | undefined;
  readonly networkCode?: string | undefined;
  readonly unreadable: boolean;
  readonly retryAfterMs?: number | undefined;
}

/** The JSON of an answer, or why there is none. */
export type ApiAnswer =
  | { readonly json: JsonObject; readonly failure?: undefined }
  | { readonly failure: ApiFailure };

export interface ApiAddress {
  readonly endpoint: string;
  readonly projectId: string;
  readonly location: string | undefined;
}

/** Calls Secret Manager once, and gives every failure as facts. */
export async function callSecretManager(
  fetch: Fetch,
  { endpoint, projectId, location }: ApiAddress,
  headers: Readonly<Record<string, string>>,
  { method, path, query = {}, body }: ApiCall,
  signal: AbortSignal,
): Promise<ApiAnswer> {
  const parent = `projects/${encodeURIComponent(projectId)}${location === undefined ? '' : `/locations/${location}`}`;
  const search = Object.keys(query).length === 0 ? '' : `?${new URLSearchParams(query)}`;
  try {
    const answer = await fetch(`${endpoint}/v1/${parent}${path}${search}`, {
      method,
      // What is small needs no packing, and a packed body may be without an end when unpacked.
      headers: {
        ...headers,
        'accept-encoding': 'identity',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal,
    });
    const json = parseJsonObject(await answer.text());
    if (answer.ok && json !== undefined) return { json };
    return { failure: factsOf(answer, json) };
  } catch (error) {
    return {
      failure: { error, networkCode: networkCodeOf(error), unreadable: error instanceof AnswerTooLong },
    };
  }
}

function factsOf({ status, headers }: Response, json: JsonObject | undefined): ApiFailure {
  const error = isJsonObject(json?.error) ? json.error : {};
  const details: readonly unknown[] = Array.isArray(error.details) ? error.details : [];
  const reasons = details.map((detail) => (isJsonObject(detail) ? textIn(detail, 'reason') : undefined));
  return {
    status,
    word: textIn(error, 'status'),
    reason: reasons.find((reason) => reason !== undefined),
    unreadable: json === undefined,
    retryAfterMs: retryAfterMs(headers.get('retry-after')),
  };
}
