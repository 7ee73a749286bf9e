import type { HttpClient, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { readBody } from '@chatelaine/core/provider';

/** A secret has 25 KB at most and a token less, so more than this is no answer of a vault or of an authority. */
const MAX_BYTES = 1024 * 1024;
const EVERY_STATUS: ReadonlySet<number> = new Set([Number.POSITIVE_INFINITY]);

/** Reads answers in place of an HTTP client that would read on for as long as bytes come. */
export function withAnswerLimit(client: HttpClient): HttpClient {
  return {
    sendRequest: async (request) => {
      // What is small needs no packing, and a packed body may be small on the line and without an end when unpacked.
      request.headers.delete('Accept-Encoding');
      request.streamResponseStatusCodes = new Set(EVERY_STATUS);
      const answer = await client.sendRequest(request);
      // Else those who see the answer later take it for one that is still to be read.
      delete request.streamResponseStatusCodes;
      return answer.readableStreamBody === undefined
        ? answer
        : readWhole(request, answer, answer.readableStreamBody);
    },
  };
}

async function readWhole(
  request: PipelineRequest,
  { status, headers }: PipelineResponse,
  body: NodeJS.ReadableStream,
): Promise<PipelineResponse> {
  return { status, headers, request, bodyAsText: (await readBody(body, MAX_BYTES)).toString('utf8') };
}
