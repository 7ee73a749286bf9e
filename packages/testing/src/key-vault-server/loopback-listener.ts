import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A server that is listening on 127.0.0.1. */
export interface LoopbackListener {
  readonly port: number;
  /** Ends the server and every connection to it, idle or in use. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1, on the given port or on any free one. */
export async function listenOnLoopback(server: Server, port = 0): Promise<LoopbackListener> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
