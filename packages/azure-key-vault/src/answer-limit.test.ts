import { Readable } from 'node:stream';
import type { PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { AnswerTooLong } from '@chatelaine/core/provider';
import { expect } from 'chai';
import { withAnswerLimit } from './answer-limit.js';

const MIB = 1024 * 1024;

/** A request as far as the limit looks at it. */
function plainRequest(): { request: PipelineRequest; headers: Map<string, string> } {
  const headers = new Map([['Accept-Encoding', 'gzip,deflate']]);
  return { request: { headers } as unknown as PipelineRequest, headers };
}

/** Sends a request to an HTTP client that answers with this body, streamed where it is told to stream. */
function answered(body: Readable, request = plainRequest().request): Promise<PipelineResponse> {
  const client = withAnswerLimit({
    sendRequest: async (sent) => {
      if (sent.streamResponseStatusCodes?.has(Number.POSITIVE_INFINITY) !== true)
        throw new Error('Not streamed.');
      return { status: 200, headers: sent.headers, request: sent, readableStreamBody: body };
    },
  });
  return client.sendRequest(request);
}

describe('The limit of an answer', () => {
  it('gives the text of an answer, and leaves nothing to be read', async () => {
    const { request } = plainRequest();
    const answer = await answered(
      Readable.from([Buffer.from('gr'), Buffer.from([0xc3]), Buffer.from([0xbc, 0x6e])]),
      request,
    );
    expect(answer).to.include({ status: 200, bodyAsText: 'grün' });
    expect(answer).not.to.have.property('readableStreamBody');
    expect(request).not.to.have.property('streamResponseStatusCodes');
  });

  it('is 1 MiB', async () => {
    expect((await answered(Readable.from([Buffer.alloc(MIB, 'a')]))).bodyAsText).to.have.length(MIB);
  });

  it('ends an answer that goes on beyond it, with its connection', async () => {
    let sent = 0;
    const endless = new Readable({
      read() {
        sent += 1;
        this.push(Buffer.alloc(64 * 1024, 'a'));
      },
    });
    const error = await answered(endless).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(AnswerTooLong);
    expect(endless.destroyed).to.equal(true);
    expect(sent).to.be.below(40);
  });

  it('asks for nothing packed, which may be without an end when it is unpacked', async () => {
    const { request, headers } = plainRequest();
    await answered(Readable.from([]), request);
    expect([...headers.keys()]).to.deep.equal([]);
  });

  it('lets an answer without a body pass', async () => {
    const { request } = plainRequest();
    const bare = { status: 204, headers: request.headers, request };
    expect(await withAnswerLimit({ sendRequest: async () => bare }).sendRequest(request)).to.equal(bare);
  });
});
