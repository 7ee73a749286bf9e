import { AnswerTooLong } from '@chatelaine/core/provider';
import { expect } from 'chai';
import fc from 'fast-check';
import { readLines } from './read-lines.js';

async function* chunks(...texts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function linesOf(stream: AsyncIterable<Uint8Array>, maxBytes?: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readLines(stream, maxBytes)) lines.push(line);
  return lines;
}

describe('readLines', () => {
  it('gives the same lines however the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ minLength: 1, unit: 'grapheme' })),
        fc.nat(5),
        async (texts, size) => {
          const lines = texts.map((text) => text.replaceAll('\n', '·'));
          const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
          const pieces = Array.from({ length: Math.ceil(bytes.length / (size + 1)) }, (_none, index) =>
            bytes.subarray(index * (size + 1), (index + 1) * (size + 1)),
          );
          expect(await linesOf(chunks(...pieces))).to.deep.equal(lines);
        },
      ),
    );
  });

  it('gives no line that is not ended, and none that is empty', async () => {
    expect(await linesOf(chunks('a\n\nb', 'c\nd'))).to.deep.equal(['a', 'bc']);
  });

  it('does not read a line without an end', async () => {
    const failure = await linesOf(chunks('x'.repeat(6), 'x'.repeat(6)), 10).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(AnswerTooLong);
  });
});
