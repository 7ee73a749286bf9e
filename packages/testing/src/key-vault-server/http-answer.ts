import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** An answer before it is written: a status and a JSON body. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Writes the answer as JSON, with a request id of its own. */
export function sendAnswer(response: ServerResponse, answer: HttpAnswer): void {
  const text = writeHead(response, answer);
  response.end(text);
}

/** Writes the answer with the second half of its body missing, as a whole and well-formed response. */
export function sendMalformed(response: ServerResponse, answer: HttpAnswer): void {
  const text = JSON.stringify(answer.body ?? {});
  writeHead(response, { ...answer, body: undefined });
  response.end(text.slice(0, Math.ceil(text.length / 2)));
}

/** Writes the head at once and the body a byte at a time, until it is through or the client has left. */
export function sendSlowly(response: ServerResponse, answer: HttpAnswer, everyMs: number): void {
  const bytes = Buffer.from(writeHead(response, answer), 'utf8');
  response.flushHeaders();
  let sent = 0;
  const timer = setInterval(() => {
    if (sent === bytes.length) {
      clearInterval(timer);
      response.end();
      return;
    }
    response.write(bytes.subarray(sent, sent + 1));
    sent += 1;
  }, everyMs);
  response.once('close', () => clearInterval(timer));
}

function writeHead(response: ServerResponse, answer: HttpAnswer): string {
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-ms-request-id': randomUUID(),
    ...answer.headers,
  });
  return answer.body === undefined ? '' : JSON.stringify(answer.body);
}
