import { createBackend, SecretsError } from '@chatelaine/core';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';

/** What an answer means that is neither a value nor "not here". */
const FAILURE_BY_STATUS = {
  401: ['UNAUTHENTICATED', 'does not accept the token', 'Check option "token".'],
  403: ['ACCESS_DENIED', 'refuses the read', 'Let the owner of the token read it.'],
  429: ['THROTTLED', 'asks for fewer requests', 'Wait.'],
  500: ['UNAVAILABLE', 'cannot answer', 'Try again later.'],
};
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
    const headers = { authorization: `Bearer ${this.#options.token}` };
    const response = await fetch(new URL(path, this.#options.url), { headers, redirect: 'error', signal });
    if (response.ok) return { value: new Uint8Array(await response.arrayBuffer()), name: path };
    if (response.status === 404) return undefined;
    throw this.#failure(response.status);
  }

  #failure(status) {
    const [code, problem, hint] = FAILURE_BY_STATUS[Math.min(status, 500)] ?? [
      'INTERNAL',
      `answered with ${status}`,
    ];
    return new SecretsError(code, `${this.name}: the lockbox ${problem}.`, { backend: this.name, hint });
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
