import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** What becomes of what is sent to a gate: it is passed on, taken without an answer, or refused. */
export type GateState = 'open' | 'silent' | 'shut';

/** A way to a server on this machine that can be blocked. */
export interface Gate {
  readonly port: number;
  /** Ends the connections that there are, and does so with all that come. */
  set(state: GateState): void;
  close(): Promise<void>;
}

/** Opens a gate in front of a port. */
export async function openGate(target: number): Promise<Gate> {
  const sockets = new Set<Socket>();
  let state: GateState = 'open';
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    // What breaks on one side ends the other, and is no news to anybody here.
    return socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    if (state === 'shut') return client.resetAndDestroy();
    keep(client);
    if (state === 'silent') return client.resume();
    const inner = keep(connect(target, '127.0.0.1'));
    client.pipe(inner).pipe(client);
    client.on('close', () => inner.destroy());
    return inner.on('close', () => client.destroy());
  });
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    set(next) {
      state = next;
      endAll();
    },
    async close() {
      endAll();
      await once(server.close(), 'close');
    },
  };
}
