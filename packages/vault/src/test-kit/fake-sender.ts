import type { JsonObject } from '@chatelaine/core';
import type { VaultAnswer } from '../http/vault-answer.js';
import type { VaultIdentity, VaultRequest, VaultSender } from '../http/vault-http.js';

/** How a fake Vault answers a request: a body is a success. */
export type FakeAnswer = JsonObject | { readonly answer: VaultAnswer };

/** A Vault that answers from a function, and keeps what it was asked. */
export class FakeSender implements VaultSender {
  /** `GET auth/token/lookup-self`, each with the token where there was one. */
  readonly asked: string[] = [];
  readonly bodies: (JsonObject | undefined)[] = [];
  isClosed = false;
  readonly #answer: (line: string, body: JsonObject | undefined) => FakeAnswer | Promise<FakeAnswer>;

  constructor(answer: (line: string, body: JsonObject | undefined) => FakeAnswer | Promise<FakeAnswer>) {
    this.#answer = answer;
  }

  async send({ method, path, query, body }: VaultRequest, { token }: VaultIdentity): Promise<VaultAnswer> {
    const search = query === undefined ? '' : `?${new URLSearchParams(query)}`;
    const line = `${method} ${path}${search}`;
    this.asked.push(token === undefined ? line : `${line} (${token})`);
    this.bodies.push(body);
    const given = await this.#answer(line, body);
    return isAnswer(given) ? given.answer : { status: 200, body: given };
  }

  close(): void {
    this.isClosed = true;
  }
}

/** A failure as Vault says it. */
export const refusal = (status: number, ...errors: readonly string[]): FakeAnswer => ({
  answer: { status, body: { errors } },
});

export const MISSING: FakeAnswer = refusal(404);
export const DENIED: FakeAnswer = refusal(403, '1 error occurred:\n\t* permission denied\n\n');
/** What `auth/token/lookup-self` says of a token that never ends. */
export const FOREVER: JsonObject = { data: { ttl: 0, renewable: false } };

function isAnswer(given: FakeAnswer): given is { readonly answer: VaultAnswer } {
  return 'answer' in given;
}
