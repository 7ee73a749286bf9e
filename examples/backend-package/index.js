import { createBackend, networkCodeOf } from '@chatelaine/core';
import {
  AnswerTooLong,
  callError,
  firstOf,
  Lifetime,
  meaning,
  readBody,
  retryAfterMs,
  UNKNOWN_FAILURE,
  unreached,
} from '@chatelaine/core/provider';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';

/** What an answer means that is neither a value nor "not here". */
const MEANING_BY_STATUS = {
  401: meaning('UNAUTHENTICATED', 'was refused with this token', 'Check option "token".'),
  403: meaning('ACCESS_DENIED', 'was denied', 'Let the owner of the token read it.'),
  429: meaning('THROTTLED', 'was throttled', 'Wait.'),
  500: meaning('UNAVAILABLE', 'could not be answered', 'Try again later.'),
};
const TOO_LARGE = meaning('INVALID_VALUE', 'found more than 64 KiB', 'Keep a smaller value.');
const UNREACHED = { noHost: 'Check option "url".', other: 'Check option "url" and the network.' };
const MAX_BYTES = 64 * 1024;
/** What would lead to another path than its own, and what has no UTF-8. */
const ILLEGAL_ID = /^\.\.?$|\p{Cs}/u;

class LockboxBackend {
  #options;
  #lifetime;

  constructor(options, context) {
    this.name = context.name;
    this.#options = options;
    this.#lifetime = new Lifetime(this.name);
  }

  locate({ kind, id }) {
    if (ILLEGAL_ID.test(id)) return { notHere: 'an id here is whole text other than "." and ".."' };
    return { names: [`/${kind}/${encodeURIComponent(id)}`] };
  }

  find(ref, { signal }) {
    const read = (path) => this.#lifetime.run(signal, (end) => this.#read(path, end));
    return firstOf(this.locate(ref), read);
  }

  async close() {
    this.#lifetime.close();
  }

  async #read(path, signal) {
    const about = { backend: this.name, subject: `the read of "${path}"` };
    const { token, url } = this.#options;
    try {
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(new URL(path, url), { headers, redirect: 'error', signal });
      const { status, body } = response;
      if (status === 200) return { value: await readBody(body, MAX_BYTES), name: path };
      await body?.cancel();
      if (status === 404) return undefined;
      const wait = retryAfterMs(response.headers.get('retry-after'));
      throw callError(about, meaningOfStatus(status), { status, retryAfterMs: wait });
    } catch (error) {
      // An error of ours is handed on as it is.
      throw callError(about, meaningOfError(error), { error });
    }
  }
}

function meaningOfStatus(status) {
  return MEANING_BY_STATUS[Math.min(status, 500)] ?? UNKNOWN_FAILURE;
}

function meaningOfError(error) {
  if (error instanceof AnswerTooLong) return TOO_LARGE;
  const networkCode = networkCodeOf(error);
  return networkCode === undefined ? UNKNOWN_FAILURE : unreached('the lockbox', networkCode, UNREACHED);
}

/** The word in config files is the name of the package; this is what stands behind it. */
export const provider = {
  name: 'lockbox',
  options: toStandardJsonSchema(
    v.strictObject({
      url: v.pipe(v.string(), v.url(), v.description('the address of the lockbox')),
      token: v.pipe(v.string(), v.nonEmpty(), v.description('the token that it gave you')),
    }),
  ),
  create: (options, context) => new LockboxBackend(options, context),
};

/** The same for those who wire in code. */
export const lockbox = (options, context) => createBackend(provider, options, context);
