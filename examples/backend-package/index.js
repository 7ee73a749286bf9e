import { createBackend, networkCodeOf, SecretsError, safeCause, withDeadline } from '@chatelaine/core';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';

/** What an answer means that is neither a value nor "not here". */
const FAILURE_BY_STATUS = {
  401: ['UNAUTHENTICATED', 'does not accept the token', 'Check option "token".'],
  403: ['ACCESS_DENIED', 'refuses the read', 'Let the owner of the token read it.'],
  429: ['THROTTLED', 'asks for fewer requests', 'Wait.'],
  500: ['UNAVAILABLE', 'cannot answer', 'Try again later.'],
};
const UNREACHED = ['UNAVAILABLE', 'cannot be reached', 'Check option "url" and the network.'];
const TOO_LARGE = ['INVALID_VALUE', 'holds more than 64 KiB there', 'Keep a smaller value.'];
const MAX_BYTES = 64 * 1024;
/** What would lead to another path than its own, and what has no UTF-8. */
const ILLEGAL_ID = /^\.\.?$|\p{Cs}/u;

class LockboxBackend {
  #options;

  constructor(options, context) {
    this.name = context.name;
    this.#options = options;
  }

  locate({ kind, id }) {
    if (ILLEGAL_ID.test(id)) return { notHere: 'an id here is whole text other than "." and ".."' };
    return { names: [`/${kind}/${encodeURIComponent(id)}`] };
  }

  async find(ref, { signal }) {
    const [path] = this.locate(ref).names ?? [];
    if (path === undefined) return undefined;
    const wait = { ms: undefined, signals: [signal], subject: this.name };
    try {
      return await withDeadline(wait, (end) => this.#read(path, end));
    } catch (error) {
      if (networkCodeOf(error) === undefined) throw error;
      throw this.#failure(UNREACHED, { cause: safeCause(error) });
    }
  }

  async #read(path, signal) {
    const headers = { authorization: `Bearer ${this.#options.token}` };
    const response = await fetch(new URL(path, this.#options.url), { headers, redirect: 'error', signal });
    if (response.ok) return { value: await this.#bytesOf(response), name: path };
    await response.body?.cancel();
    if (response.status === 404) return undefined;
    const seconds = Number(response.headers.get('retry-after')) || undefined;
    throw this.#failure(FAILURE_BY_STATUS[Math.min(response.status, 500)], {
      retryAfterMs: seconds && seconds * 1_000,
    });
  }

  async #bytesOf(response) {
    const chunks = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > MAX_BYTES) throw this.#failure(TOO_LARGE);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  #failure(
    [code, problem, hint] = ['INTERNAL', 'gave an answer that is not known', 'Report it.'],
    more = {},
  ) {
    return new SecretsError(code, `${this.name}: the lockbox ${problem}.`, {
      backend: this.name,
      hint,
      ...more,
    });
  }
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
