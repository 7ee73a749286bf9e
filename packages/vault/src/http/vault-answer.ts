import type { IncomingHttpHeaders } from 'node:http';
import { type JsonObject, networkCodeOf } from '@chatelaine/core';
import { isJsonObject, objectIn, parseJsonObject, retryAfterMs, textsIn } from '@chatelaine/core/provider';

/** What a request came to. Nothing of it but words of our tables may be passed on in an error. */
export interface VaultAnswer {
  /** Absent: there was no answer, or none that could be read. */
  readonly status?: number;
  /** The answer's JSON object, where it has one. */
  readonly body?: JsonObject | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly networkCode?: string | undefined;
  /** A code of Node for what is neither an answer nor a failure of the network. */
  readonly nodeCode?: string | undefined;
  /** What was thrown, for its class and its stack. */
  readonly error?: unknown;
}

const LEAST_RETRY_MS = 1_000;

export function heardAnswer(status: number, headers: IncomingHttpHeaders, text: string): VaultAnswer {
  const body = status === 204 ? {} : parseJsonObject(text);
  return { status, body, retryAfterMs: waitMs(headers['retry-after']) };
}

/** Says what is known of a request without an answer, or with one that was not read. */
export function failedRequest(error: unknown): VaultAnswer {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return {
    error,
    networkCode: networkCodeOf(error),
    nodeCode: typeof code === 'string' ? code : undefined,
  };
}

export function isSuccess({ status = 0, body }: VaultAnswer): boolean {
  return status >= 200 && status < 300 && body !== undefined;
}

/** Whether Vault said no to a token that it knows: of any other it says so without counting. */
export function isDenial(answer: VaultAnswer): boolean {
  const { status } = answer;
  return status === 403 && errorsIn(answer)?.some((text) => text.startsWith('1 error occurred')) === true;
}

/** Whether an answer holds objects where Vault always has them: of any other it was somebody else who gave it. */
export function hasObjects(body: JsonObject | undefined, ways: readonly (readonly string[])[] = []): boolean {
  return ways.every((way) => {
    const [last = '', ...before] = way.toReversed();
    return isJsonObject(before.reduceRight(objectIn, body ?? {})[last]);
  });
}

/** What Vault wrote about a failure, to be compared with what is known and never to be shown. */
export function errorsIn({ body }: VaultAnswer): readonly string[] | undefined {
  return Array.isArray(body?.errors) ? textsIn(body, 'errors') : undefined;
}

/** A quota answers with 0, and who asks again at once is refused again. */
function waitMs(header: string | undefined): number | undefined {
  const ms = retryAfterMs(header);
  return ms === undefined ? undefined : Math.max(ms, LEAST_RETRY_MS);
}
