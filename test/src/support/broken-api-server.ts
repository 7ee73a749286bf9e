import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSignedCertificate } from '@chatelaine/testing';
import { type BrokenAnswer, sendBroken } from './broken-answer.js';
import { closeServer } from './close-server.js';

export interface BrokenApiServer {
  readonly url: string;
  readonly ca: string;
  close(): Promise<void>;
}

/** Starts a server that has one fault and no other answer. */
export async function startBrokenApiServer(fault: BrokenAnswer): Promise<BrokenApiServer> {
  const { certificate, privateKey } = await selfSignedCertificate({
    commonName: 'broken',
    addresses: ['127.0.0.1'],
  });
  const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    response.setHeader('content-type', 'application/json');
    sendBroken(fault, request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `https://127.0.0.1:${port}`, ca: certificate, close: () => closeServer(server) };
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
