import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSignedCertificate } from '@chatelaine/testing';

/** What a server in the place of an API server does with every request. */
export type ApiFault =
  | 'hang'
  | 'reset'
  | {
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
      /** Says that the body is longer than it is. */
      readonly cut?: boolean;
    };

export interface BrokenApiServer {
  readonly url: string;
  readonly ca: string;
  close(): Promise<void>;
}

/** Starts a server that has one fault and no other answer. */
export async function startBrokenApiServer(fault: ApiFault): Promise<BrokenApiServer> {
  const { certificate, privateKey } = await selfSignedCertificate({
    commonName: 'broken',
    addresses: ['127.0.0.1'],
  });
  const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    if (fault === 'hang') return;
    if (fault === 'reset') return void request.socket.destroy();
    const length = Buffer.byteLength(fault.body) + (fault.cut === true ? 1_000 : 0);
    response.writeHead(fault.status, {
      'content-type': 'application/json',
      'content-length': length,
      ...fault.headers,
    });
    response.write(fault.body);
    if (fault.cut === true) setImmediate(() => request.socket.destroy());
    else response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `https://127.0.0.1:${port}`, ca: certificate, close: () => closed(server) };
}

/** A `Status` as the API server gives it for an error. */
export function statusBody(code: number, reason: string, message: string, details: object = {}): string {
  return JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    code,
    reason,
    message,
    details,
  });
}

async function closed(server: Server): Promise<void> {
  const end = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await end;
}
