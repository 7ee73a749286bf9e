import type { TokenCredentialOptions } from '@azure/identity';

type AdditionalPolicy = NonNullable<TokenCredentialOptions['additionalPolicies']>[number];
type Answer = Awaited<ReturnType<AdditionalPolicy['policy']['sendRequest']>>;

/** A secret has 25 KB at most and a token less, so more than this is no answer of a vault or of an authority. */
const MAX_BYTES = 1024 * 1024;
const EVERY_STATUS: ReadonlySet<number> = new Set([Number.POSITIVE_INFINITY]);

/** An answer that went on beyond the limit; its connection is closed. */
export class AnswerTooLong extends Error {
  override readonly name: string = 'AnswerTooLong';
  readonly code = 'ANSWER_TOO_LONG';

  constructor() {
    super('The answer is longer than 1 MiB.');
  }
}

/** Reads an answer in place of the SDK's HTTP client, which reads on for as long as bytes come. */
export const answerLimit: AdditionalPolicy = {
  position: 'perRetry',
  policy: {
    name: 'chatelaineAnswerLimit',
    sendRequest: async (request, next) => {
      // What is small needs no packing, and a packed body may be small on the line and without an end when unpacked.
      request.headers.delete('Accept-Encoding');
      request.streamResponseStatusCodes = new Set(EVERY_STATUS);
      const answer = await next(request);
      // Else those who see the answer later take it for one that is still to be read.
      delete request.streamResponseStatusCodes;
      return answer.readableStreamBody === undefined ? answer : readWhole(answer, answer.readableStreamBody);
    },
  },
};

async function readWhole({ status, headers, request }: Answer, body: NodeJS.ReadableStream): Promise<Answer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop by a throw destroys the stream, and with it the connection.
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > MAX_BYTES) throw new AnswerTooLong();
    chunks.push(bytes);
  }
  return { status, headers, request, bodyAsText: Buffer.concat(chunks).toString('utf8') };
}
