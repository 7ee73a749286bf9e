import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Canaries, CanaryStore, LeakCheck, StoredValue } from '@chatelaine/testing';
import { type CommandScenario, config, MALFORMED, REFERENCES, type Setup } from './command-scenarios.js';
import type { Backend } from './coverage.js';

/** A backend whose commands meet failures of its own leak check. */
export interface LeakStore {
  readonly backend: Backend;
  /** What tells it from another store of the same backend. */
  readonly form?: string;
  readonly check: LeakCheck;
  /** Names of failures of the check: those that the commands meet. */
  readonly failures: readonly string[];
  /** The options that send it to another address. @default none: it is local and never waits */
  readonly at?: (address: string) => object;
  /** What `get` and `explain` are asked for when a failure is not met by the variable. */
  readonly references?: Readonly<Record<string, readonly string[]>>;
  /** The environment of the commands, which a failure of the file system is told by. */
  readonly env?: (failure: string, canary: string) => Readonly<Record<string, string>>;
}

const WRONG_OPTION = 'a wrong option';

/** Everything that a command can meet in a store: success, references of each kind, each failure, and nobody who answers. */
export function storeScenarios(store: LeakStore): readonly CommandScenario[] {
  const { backend, failures, at } = store;
  const common = { backend, isRemote: at !== undefined };
  return [
    { ...common, isRemote: false, name: 'success', setUp: setUp(store) },
    { ...common, name: 'nothing there', reference: REFERENCES.absent, setUp: setUp(store) },
    { ...common, name: 'a bad reference', reference: REFERENCES.unsound, setUp: setUp(store) },
    { ...common, name: 'a malformed connection', reference: REFERENCES.malformed, setUp: setUp(store) },
    { ...common, name: 'a version', reference: REFERENCES.versioned, setUp: setUp(store) },
    { ...common, isRemote: false, name: 'a wrong option', setUp: setUp(store, WRONG_OPTION) },
    ...failures.map((failure) => ({
      ...common,
      name: failure,
      reference: store.references?.[failure],
      setUp: setUp(store, failure),
    })),
    ...(at === undefined
      ? []
      : [
          { ...common, name: 'no answer', setUp: silent(store, at, { timeout: '900ms' }) },
          { ...common, name: 'an interrupt', setUp: silent(store, at, { interrupted: true }) },
        ]),
  ];
}

const setUp =
  ({ backend, check, env }: LeakStore, failure?: string): CommandScenario['setUp'] =>
  async ({ canaries }) => {
    const store = await check.open({ canaries, values: valuesOf(canaries) });
    const canary = canaries.make('option or environment variable', { plain: true });
    const failures: CanaryStore['failures'] = {
      ...store.failures,
      [WRONG_OPTION]: () => ({ options: { ...(store.options as object), unheardOf: { [canary]: canary } } }),
    };
    const cause = failure === undefined ? undefined : failures[failure];
    if (failure !== undefined && cause === undefined) throw new Error(`The check knows no "${failure}".`);
    const { options = store.options } = (await cause?.()) ?? {};
    return {
      files: { 'chatelaine.yaml': config({ provider: backend, options }) },
      ...(failure === undefined || env === undefined ? {} : { env: env(failure, canary) }),
      close: async () => store.close?.(),
    };
  };

/** Sends the backend to a server that takes every connection and never says a word. */
const silent =
  (
    { backend, check }: LeakStore,
    at: (address: string) => object,
    { timeout = '10s', interrupted = false }: { readonly timeout?: string; readonly interrupted?: boolean },
  ): CommandScenario['setUp'] =>
  async ({ canaries }): Promise<Setup> => {
    const store = await check.open({ canaries, values: valuesOf(canaries) });
    const server = await startSilentServer();
    const options = { ...(store.options as object), ...at(server.address) };
    return {
      files: { 'chatelaine.yaml': config({ provider: backend, timeout, options }) },
      interrupted,
      requests: server.connections,
      close: async () => {
        await server.close();
        await store.close?.();
      },
    };
  };

function valuesOf(canaries: Canaries): readonly StoredValue[] {
  const plain = canaries.make('malformed connection', { plain: true });
  return [
    { ref: { kind: 'variable', id: 'canary' }, value: canaries.make('stored variable') },
    { ref: { kind: 'connection', id: 'malformed' }, value: MALFORMED(plain) },
  ];
}

async function startSilentServer(): Promise<{
  readonly address: string;
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => sockets.length,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
