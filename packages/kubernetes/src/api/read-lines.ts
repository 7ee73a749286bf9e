import { AnswerTooLong } from '@chatelaine/core/provider';

/** An event holds one Secret, in bytes. */
const MAX_LINE_BYTES = 4 * 1024 * 1024;
const NEWLINE = 0x0a;

/** The lines of a stream as they come; what stands after the last newline is no line. */
export async function* readLines(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number = MAX_LINE_BYTES,
): AsyncGenerator<string> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    let rest = chunk;
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      const line = Buffer.concat([...pieces, rest.subarray(0, end)]).toString('utf8');
      [pieces, length] = [[], 0];
      rest = rest.subarray(end + 1);
      if (line !== '') yield line;
    }
    length += rest.length;
    if (length > maxBytes) throw new AnswerTooLong();
    pieces.push(rest);
  }
}
