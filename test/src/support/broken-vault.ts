import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server in the place of Vault does with every request but the first look at a token. */
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
    if (fault === 'hang') return;
    if (fault === 'reset') return void request.socket.destroy();
    const length = Buffer.byteLength(fault.body) + (fault.cut === true ? 1_000 : 0);
    response.writeHead(fault.status, { 'content-length': length, ...fault.headers });
    response.write(fault.body);
    if (fault.cut === true) setImmediate(() => request.socket.destroy());
    else response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, paths, close: () => closed(server) };
}

/** A failure as Vault writes it. */
export function errorsBody(...errors: readonly string[]): string {
  return JSON.stringify({ errors });
}

async function closed(server: Server): Promise<void> {
  const end = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await end;
}
