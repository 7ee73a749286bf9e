import { readBody } from '@chatelaine/core/provider';

/** Twenty secrets of 64 KiB, as base64 in JSON, are less: more than this is no answer of AWS. */
const MAX_BYTES = 8 * 1024 * 1024;

interface Answer {
  readonly response: unknown;
}

type Next<Args, Result> = (args: Args) => Promise<Result>;

/** Reads the body of an answer before the SDK does, which reads on for as long as bytes come. */
export const answerLimit =
  <Args extends object, Result extends Answer>(next: Next<Args, Result>): Next<Args, Result> =>
  async (args) => {
    const result = await next(args);
    const { response } = result;
    const stream = streamOf(response);
    if (stream !== undefined) Object.assign(response as object, { body: await readBody(stream, MAX_BYTES) });
    return result;
  };

function streamOf(response: unknown): AsyncIterable<Uint8Array> | undefined {
  if (typeof response !== 'object' || response === null || !('body' in response)) return undefined;
  const { body } = response;
  const isStream = typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
  return isStream ? (body as AsyncIterable<Uint8Array>) : undefined;
}
