import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a server in the place of another does with a request. */
export type BrokenAnswer =
  | 'hang'
  | 'reset'
  | {
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
      /** Says that the body is longer than it is. */
      readonly cut?: boolean;
    };

export function sendBroken(fault: BrokenAnswer, request: IncomingMessage, response: ServerResponse): void {
  if (fault === 'hang') return;
  if (fault === 'reset') return void request.socket.destroy();
  const length = Buffer.byteLength(fault.body) + (fault.cut === true ? 1_000 : 0);
  response.writeHead(fault.status, { 'content-length': length, ...fault.headers });
  response.write(fault.body);
  if (fault.cut === true) setImmediate(() => request.socket.destroy());
  else response.end();
}
