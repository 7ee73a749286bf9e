// Before the first test: the SDK makes a global ("awslambda"), which mocha would blame on the test that loads it.
import '@aws-sdk/client-secrets-manager';
import '@aws-sdk/client-ssm';

/** What the fake was sent: the name of the command, without its end, and its input. */
export interface Sent {
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
}

interface Command {
  readonly input: Readonly<Record<string, unknown>>;
}

/** A client that answers by a function; what the function throws is thrown. */
export class FakeClient {
  readonly sent: Sent[] = [];
  readonly #answer: (sent: Sent) => object | Promise<object>;

  constructor(answer: (sent: Sent) => object | Promise<object>) {
    this.#answer = answer;
  }

  readonly send: never = (async (command: Command) => {
    const sent = { command: command.constructor.name.replace(/Command$/, ''), input: command.input };
    this.sent.push(sent);
    return this.#answer(sent);
  }) as never;
}

/** An error as the SDK throws it for an answer of AWS. */
export function awsError(
  name: string,
  {
    message = 'hunter2 in a body',
    status = 400,
    headers = {},
  }: {
    readonly message?: string;
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Error {
  const error = Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
  Object.defineProperty(error, '$response', { value: { statusCode: status, headers } });
  return error;
}
