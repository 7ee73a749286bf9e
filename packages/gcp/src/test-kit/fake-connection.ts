import type { ApiAnswer, ApiCall } from '../secret-manager-call.js';
import type { SecretManagerConnection } from '../secret-manager-connection.js';

export interface FakeConnection extends SecretManagerConnection {
  /** Every call, as `GET /secrets/x`, in order. */
  readonly asked: string[];
  isClosed: boolean;
}

/** A connection that answers from a table by path, and says of every other path what Google says. */
export function fakeConnection(
  answers: Readonly<Record<string, object | ((call: ApiCall) => ApiAnswer | Promise<ApiAnswer>)>> = {},
): FakeConnection {
  const fake: FakeConnection = {
    asked: [],
    isClosed: false,
    call: async (call) => {
      const key = `${call.method} ${call.path}`;
      fake.asked.push(key);
      const answer = answers[key];
      if (typeof answer === 'function') return answer(call);
      return answer === undefined ? MISSING : { json: answer as Readonly<Record<string, unknown>> };
    },
    close: () => {
      fake.isClosed = true;
    },
  };
  return fake;
}

export const MISSING: ApiAnswer = { failure: { status: 404, word: 'NOT_FOUND', unreadable: false } };
