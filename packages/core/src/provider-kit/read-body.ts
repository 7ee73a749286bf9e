/** An answer that went on beyond what one may hold; its connection is closed. */
export class AnswerTooLong extends Error {
  override readonly name: string = 'AnswerTooLong';
  readonly code = 'ANSWER_TOO_LONG';

  constructor() {
    super('The answer is longer than it may be.');
  }
}

/**
 * Reads the body of an answer to its end, which must come before the limit, in bytes.
 *
 * @throws AnswerTooLong
 */
export async function readBody(
  body: AsyncIterable<Uint8Array | string>,
  maxBytes: number,
): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop by a throw ends the stream, and with it the connection.
  for await (const chunk of body) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    length += bytes.length;
    if (length > maxBytes) throw new AnswerTooLong();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
