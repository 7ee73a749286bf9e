import { Transform } from 'node:stream';
import { TransformStream } from 'node:stream/web';
import { ChunkRedaction } from './chunk-redaction.js';
import type { TextRedaction } from './text-redaction.js';
import { byteText } from './value-forms.js';

/** A web stream that redacts either text or bytes: what its first chunk is, all of them are. */
export function redactingTransform<Chunk extends string | Uint8Array>(
  redaction: TextRedaction,
): TransformStream<Chunk, Chunk> {
  let chunks: ChunkRedaction | undefined;
  let ofText = false;
  return new TransformStream<string | Uint8Array, string | Uint8Array>({
    transform(chunk, controller) {
      const isText = typeof chunk === 'string';
      if (chunks === undefined) {
        ofText = isText;
        chunks = isText ? new ChunkRedaction(redaction) : byteRedaction(redaction);
      }
      if (isText !== ofText) throw new TypeError('A redacting stream takes text or bytes, not both.');
      enqueue(chunks.push(isText ? chunk : byteText(chunk)), ofText, controller);
    },
    flush(controller) {
      if (chunks !== undefined) enqueue(chunks.end(), ofText, controller);
    },
  }) as unknown as TransformStream<Chunk, Chunk>;
}

/** A Node stream that redacts bytes. Text that is written to it is turned into bytes by Node. */
export function redactingNodeStream(redaction: TextRedaction): Transform {
  const chunks = byteRedaction(redaction);
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      done(null, bytesOf(chunks.push(byteText(chunk))));
    },
    flush(done) {
      done(null, bytesOf(chunks.end()));
    },
  });
}

/** Bytes are redacted as a text of one character each, so that no cut matters and what is no UTF-8 stays as it is. */
const byteRedaction = (redaction: TextRedaction): ChunkRedaction =>
  new ChunkRedaction(redaction, byteText(redaction.replacement));

const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');

function enqueue(
  text: string,
  ofText: boolean,
  controller: { enqueue(chunk: string | Uint8Array): void },
): void {
  if (text !== '') controller.enqueue(ofText ? text : new Uint8Array(bytesOf(text)));
}
