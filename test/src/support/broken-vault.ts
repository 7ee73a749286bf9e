import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BrokenAnswer, sendBroken } from './broken-answer.js';
import { closeServer } from './close-server.js';

export interface BrokenVault {
  readonly url: string;
  /** The path of every request that came. */
  readonly paths: readonly string[];
  close(): Promise<void>;
}

const TOKEN = JSON.stringify({ data: { ttl: 0, renewable: false } });

/** Starts a server that admits a token once, or not even that, and has one fault for everything else. */
export async function startBrokenVault(
  fault: BrokenAnswer,
  { admits = true }: { readonly admits?: boolean } = {},
): Promise<BrokenVault> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    const isFirstLook =
      admits &&
      paths.filter((path) => path.endsWith('/lookup-self')).length === 1 &&
      request.url?.endsWith('/lookup-self') === true;
    if (isFirstLook) return void response.writeHead(200).end(TOKEN);
    sendBroken(fault, request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, paths, close: () => closeServer(server) };
}

/** A failure as Vault writes it. */
export function errorsBody(...errors: readonly string[]): string {
  return JSON.stringify({ errors });
}
