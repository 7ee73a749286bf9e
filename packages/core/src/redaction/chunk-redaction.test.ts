import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Redactor } from './redactor.js';
import { redactor } from './redactor.js';

const VALUES = ['pässwörd-日本-😀', 'value-value-value', 'alue-va', 'aaaabbbbaaaabbbb', 'bbbbaaaacccc'];
const knowing = (values: readonly string[] = VALUES): Redactor => {
  const redact = redactor(undefined, { tokens: true });
  for (const value of values) expect(redact.add(value)).to.equal(true);
  return redact;
};

async function through<Chunk extends string | Uint8Array>(
  redact: Redactor,
  chunks: readonly Chunk[],
): Promise<readonly Chunk[]> {
  const given: Chunk[] = [];
  const stream = Readable.toWeb(Readable.from(chunks)).pipeThrough(redact.transform<Chunk>() as never);
  for await (const chunk of stream as unknown as AsyncIterable<Chunk>) given.push(chunk);
  return given;
}

const cutAt = (bytes: Uint8Array, ...places: number[]): Uint8Array[] =>
  [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));

describe('Redacting a stream', () => {
  const text = `at ${VALUES[0]} é ${VALUES[1]}! aaaabbbbaaaabbbbaaaacccc Bearer ${Buffer.from(`u:${VALUES[0]}`).toString('base64')} end`;

  it('hides a value that is cut at any byte, in a web stream and in a Node stream', async () => {
    const redact = knowing();
    const bytes = Buffer.from(text);
    for (let at = 0; at <= bytes.length; at += 1) {
      const chunks = cutAt(bytes, at);
      expect(Buffer.concat(await through(redact, chunks)).toString()).to.equal(redact.text(text));
      const node = redact.nodeStream();
      for (const chunk of chunks) node.write(chunk);
      node.end();
      expect((await buffer(node)).toString()).to.equal(redact.text(text));
    }
  });

  it('hides a value of which every byte is a chunk', async () => {
    const redact = knowing();
    const bytes = Buffer.from(text);
    const chunks = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(Buffer.concat(await through(redact, chunks)).toString()).to.equal(redact.text(text));
  });

  it('gives what the whole text would give, however text is cut', async () => {
    const redact = knowing();
    const piece = fc.oneof(
      fc.constantFrom(...VALUES),
      fc.string({ unit: fc.constantFrom('a', 'b', 'v', '-', 'é', '\ud83d', '\ude00') }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), fc.array(fc.nat(60)), async (pieces, places) => {
        const whole = pieces.join('');
        const cuts = [...new Set(places.filter((place) => place < whole.length))].sort((a, b) => a - b);
        const chunks = [0, ...cuts].map((from, index) => whole.slice(from, cuts[index]));
        const given = await through(
          redact,
          chunks.filter((chunk) => chunk !== ''),
        );
        expect(given.join('')).to.equal(redact.text(whole));
      }),
      { numRuns: 300 },
    );
  });

  it('gives a line out at once, and holds back only what may be the beginning of a value', async () => {
    const redact = knowing();
    expect(await through(redact, ['a line\n', 'another pässwö', 'n\n'])).to.deep.equal([
      'a line\n',
      'another ',
      'pässwön\n',
    ]);
  });

  it('never holds back more than the longest form of a value', async () => {
    const redact = redactor();
    redact.add(`${'ab1'.repeat(20)}c`);
    const given = await through(
      redact,
      Array.from({ length: 1000 }, () => 'ab1ab1ab1ab1'),
    );
    const held = 12_000 - given.slice(0, -1).join('').length;
    expect(held).to.be.at.most(1000);
    expect(given.join('')).to.equal('ab1'.repeat(4000));
  });

  it('leaves bytes that are no UTF-8 as they are', async () => {
    const bytes = Uint8Array.from({ length: 512 }, (_, n) => (n * 37) % 256);
    expect(
      Buffer.concat(await through(knowing(), cutAt(bytes, 100, 300))).equals(Buffer.from(bytes)),
    ).to.equal(true);
  });

  it('hides a value that is written to a Node stream as text, in another encoding than UTF-8 too', async () => {
    const node = knowing().nodeStream();
    node.write('value-val');
    node.write('ue-value', 'latin1');
    node.end('.');
    expect((await buffer(node)).toString()).to.equal('***.');
  });

  it('hides a token of a known format that is cut anywhere', async () => {
    const redact = knowing();
    const whole = `a ghp_${'a1B2'.repeat(9)} b`;
    for (let at = 1; at < whole.length; at += 1)
      expect((await through(redact, [whole.slice(0, at), whole.slice(at)])).join('')).to.equal('a *** b');
  });

  it('takes text or bytes, not both', async () => {
    const outcome = await through<string | Uint8Array>(redactor(), ['text', Uint8Array.of(1)]).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(outcome).to.be.instanceOf(TypeError);
  });
});
