import { readBody } from '@chatelaine/core/provider';

/** The `fetch` of the language, or one of the code's own. */
export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** A payload has 64 KiB and a page of a list a few hundred entries, so more than this is no answer of Google's. */
const MAX_BYTES = 1024 * 1024;
const WITHOUT_BODY: readonly number[] = [101, 204, 205, 304];

/** A `fetch` that follows no redirect, because it would take the token along, and reads answers to a limit. */
export const boundedFetch =
  (inner: Fetch): Fetch =>
  async (url, init = {}) => {
    const answer = await inner(url, { ...init, redirect: 'manual' });
    const { status, headers } = answer;
    const bytes = answer.body === null ? Buffer.alloc(0) : await readBody(answer.body, MAX_BYTES);
    return new Response(WITHOUT_BODY.includes(status) ? null : bytes, { status, headers });
  };
