import type { ServerResponse } from 'node:http';

/** An answer before it is written: a status and a JSON body. */
export interface JsonAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Writes the answer as JSON. */
export function sendJson(response: ServerResponse, answer: JsonAnswer): void {
  const text = JSON.stringify(answer.body ?? {});
  response.writeHead(answer.status, headersOf(answer)).end(text);
}

/** Writes the answer with the second half of its body missing, as a whole and well-formed response. */
export function sendHalf(response: ServerResponse, answer: JsonAnswer): void {
  const text = JSON.stringify(answer.body ?? {});
  response.writeHead(answer.status, headersOf(answer)).end(text.slice(0, Math.ceil(text.length / 2)));
}

const headersOf = ({ headers }: JsonAnswer): Record<string, string> => ({
  'content-type': 'application/json; charset=UTF-8',
  'cache-control': 'private',
  ...headers,
});
