import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeServer } from '../close-server.js';

/** One answer: an error by its name, bytes as they are, or none. */
export type AwsAnswer =
  | {
      readonly error: string;
      readonly message?: string;
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly body: string; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  | 'hang'
  | 'reset'
  | 'half';

/** A request as it came. */
export interface AwsRequest {
  /** `secretsmanager.GetSecretValue`, for example. */
  readonly target: string;
  readonly authorization: string;
  /** The session token that the request was signed with. */
  readonly sessionToken: string | undefined;
  readonly body: string;
}

export interface AwsFaultServer {
  readonly endpoint: string;
  readonly requests: readonly AwsRequest[];
  /** What is answered from now on, to every request or by the request. */
  answer: AwsAnswer | ((request: AwsRequest) => AwsAnswer);
  stop(): Promise<void>;
}

/** A server that speaks the JSON protocol of AWS and fails as it is told: what moto cannot be brought to. */
export async function startAwsFaultServer(answer: AwsFaultServer['answer']): Promise<AwsFaultServer> {
  const requests: AwsRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const request = await read(incoming);
    requests.push(request);
    send(typeof handle.answer === 'function' ? handle.answer(request) : handle.answer, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const handle: AwsFaultServer = {
    endpoint: `http://127.0.0.1:${port}`,
    requests,
    answer,
    stop: () => closeServer(server),
  };
  return handle;
}

async function read(incoming: IncomingMessage): Promise<AwsRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const token = incoming.headers['x-amz-security-token'];
  return {
    target: String(incoming.headers['x-amz-target'] ?? ''),
    authorization: incoming.headers.authorization ?? '',
    sessionToken: typeof token === 'string' ? token : undefined,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function send(answer: AwsAnswer, response: ServerResponse): void {
  if (answer === 'hang') return;
  if (answer === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (answer === 'half') {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': '500' });
    response.write('{"SecretString":"ha', () => response.destroy());
    return;
  }
  if ('body' in answer) {
    response.writeHead(answer.status ?? 200, {
      'content-type': 'application/x-amz-json-1.1',
      ...answer.headers,
    });
    response.end(answer.body);
    return;
  }
  const { error, message = 'no', status = 400, headers = {} } = answer;
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers });
  response.end(JSON.stringify({ __type: error, message, Message: message }));
}
