import type { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const CHUNK = Buffer.alloc(64 * 1024, 'a');

/** Writes for as long as somebody takes it, and tells of each piece that was taken. */
export function writeWithoutEnd(response: ServerResponse, onTaken: (bytes: number) => void): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = () => {
    while (!response.destroyed && response.write(CHUNK)) onTaken(CHUNK.length);
  };
  response.on('drain', () => {
    onTaken(CHUNK.length);
    more();
  });
  more();
}

/** Plain HTTP on this machine whose every answer goes on for ever. */
export class EndlessServer {
  /** How many bytes were taken, of all answers. */
  taken = 0;
  requests = 0;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((_request, response) => {
      this.requests += 1;
      writeWithoutEnd(response, (bytes) => {
        this.taken += bytes;
      });
    });
  }

  static async start(): Promise<EndlessServer> {
    const started = new EndlessServer();
    await new Promise<void>((resolve) => started.#server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
