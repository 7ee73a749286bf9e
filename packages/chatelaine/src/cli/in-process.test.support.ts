import { Writable } from 'node:stream';
import type { ConfiguredChain } from '@chatelaine/config';
import type { FoundSecret, SecretsBackend, SecretValue } from '@chatelaine/core';
import { formatSecretRef } from '@chatelaine/core';
import { secretsModule, TOKENS } from '@chatelaine/core/di';
import type { Container } from 'inversify';
import { createContainer } from './container.js';
import { run } from './run.js';
import type { OpenSecrets } from './tokens.js';
import { CLI } from './tokens.js';

/** What a command line left behind. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly backends?: readonly SecretsBackend[];
  readonly chain?: ConfiguredChain | (() => Promise<ConfiguredChain>);
  readonly signal?: AbortSignal;
  readonly stdout?: Writable;
  readonly note?: string;
  /** Instead of the chain of the backends. */
  readonly open?: OpenSecrets;
}

/** Runs a command line on backends that stand in for those of a config. */
export async function ran(argv: string, surroundings: Surroundings = {}): Promise<Ran> {
  const stdout = new MemoryStream();
  const stderr = new MemoryStream();
  const container = createContainer();
  container.rebind(CLI.Stdout).toConstantValue(surroundings.stdout ?? stdout);
  container.rebind(CLI.Stderr).toConstantValue(stderr);
  container.rebind(CLI.Signal).toConstantValue(surroundings.signal ?? new AbortController().signal);
  container.rebind(CLI.Clock).toConstantValue({ now: () => 0, after: () => () => undefined });
  container.rebind(CLI.OpenSecrets).toConstantValue(surroundings.open ?? opening(container, surroundings));
  container.rebind(CLI.LoadConfig).toConstantValue(async () => {
    const { chain } = surroundings;
    if (chain === undefined) throw new Error('This test gave no chain.');
    return typeof chain === 'function' ? chain() : chain;
  });
  const exitCode = await run(container, argv.split(' '));
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

function opening(container: Container, { backends = [], note }: Surroundings): OpenSecrets {
  return async () => {
    for (const backend of backends) container.bind(TOKENS.Backend).toConstantValue(backend);
    container.load(secretsModule());
    return { secrets: container.get(TOKENS.Secrets), note };
  };
}

/** A backend that holds values under the text form of their references. */
export function holding(
  values: Readonly<Record<string, SecretValue | FoundSecret>>,
  name: string = 'shelf',
): SecretsBackend {
  return {
    name,
    supports: { versions: true, teams: true },
    locate: (ref) => ({ names: [`${ref.kind}-${ref.id}`] }),
    find: async (ref) => {
      const held = values[formatSecretRef(ref)];
      if (held === undefined) return undefined;
      const isValue = typeof held === 'string' || held instanceof Uint8Array;
      return isValue ? { value: held, name: `${ref.kind}-${ref.id}` } : held;
    },
  };
}

/** A backend whose every read ends with the given error. */
export function failing(error: unknown, name: string = 'vault'): SecretsBackend {
  return { name, find: () => Promise.reject(error) };
}

export class MemoryStream extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#chunks.push(chunk);
    done();
  }

  text(): string {
    return this.bytes().toString('utf8');
  }

  bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}
