import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

const CHANNEL = 'net.client.socket';

/** Knows the connections of this process from its creation on. */
export class OpenSockets {
  readonly #open = new Set<Socket>();
  readonly #listen = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
  };

  constructor() {
    subscribe(CHANNEL, this.#listen);
  }

  /** The ports, of these, that one leads to now, each as often as there are connections. */
  to(ports: readonly number[]): readonly number[] {
    return [...this.#open]
      .filter(({ destroyed }) => !destroyed)
      .map(({ remotePort = 0 }) => remotePort)
      .filter((port) => ports.includes(port));
  }

  stop(): void {
    unsubscribe(CHANNEL, this.#listen);
  }
}
