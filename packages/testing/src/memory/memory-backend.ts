import type {
  BackendSupport,
  FindOptions,
  FindResult,
  FoundSecret,
  ListQuery,
  Location,
  SecretChange,
  SecretDescription,
  SecretListing,
  SecretRef,
  SecretsBackend,
  SecretValue,
  WrittenSecret,
} from '@chatelaine/core';
import { checkSecretRef, SecretsError } from '@chatelaine/core';
import { ChangeQueue } from './change-queue.js';
import type { MemoryEntry, MemoryVersion } from './memory-contents.js';
import { MemoryContents } from './memory-contents.js';
import { memoryName } from './memory-name.js';
import type { MemoryOptions } from './memory-options.js';

/** A backend that keeps everything in this process, and can do all that a backend can. */
export class MemoryBackend implements SecretsBackend {
  readonly name: string;
  readonly supports: BackendSupport;
  /** What it holds, to be changed by a test as by an administrator. */
  readonly contents: MemoryContents;
  readonly #closing = new AbortController();

  /** @throws SecretsError `INVALID_REFERENCE` when a key of `secrets` is no reference */
  constructor({ name = 'memory', secrets = {}, contents, clock, local = true }: MemoryOptions = {}) {
    this.name = name;
    this.supports = { versions: true, teams: true, local };
    this.contents = contents ?? new MemoryContents(clock);
    for (const [reference, value] of Object.entries(secrets)) this.contents.set(reference, value);
  }

  locate(ref: SecretRef): Location {
    const problem = problemOf(ref);
    return problem === undefined ? { names: namesOf(ref) } : { notHere: problem };
  }

  async find(ref: SecretRef, { signal }: FindOptions): Promise<FoundSecret | undefined> {
    this.#checkOpen(signal);
    const entry = this.#entryOf(ref);
    if (entry === undefined) return undefined;
    if (!entry.enabled) throw this.#disabled(entry);
    const version = versionOf(entry, ref.version);
    return version && { ...version, value: copyOf(version.value), name: memoryName(entry.ref) };
  }

  async findMany(refs: readonly SecretRef[], options: FindOptions): Promise<readonly FindResult[]> {
    this.#checkOpen(options.signal);
    return Promise.all(
      refs.map((ref) =>
        this.find(ref, options).then(
          (found) => ({ found }),
          (error: unknown) => ({ error }),
        ),
      ),
    );
  }

  async *list({ kind }: ListQuery, { signal }: FindOptions): AsyncGenerator<SecretListing> {
    this.#checkOpen(signal);
    for (const { ref } of this.contents.entries()) {
      if (ref.kind !== kind || this.contents.get(memoryName(ref)) === undefined) continue;
      yield { ref, name: memoryName(ref) };
      this.#checkOpen(signal);
    }
  }

  async describe(ref: SecretRef, { signal }: FindOptions): Promise<SecretDescription | undefined> {
    this.#checkOpen(signal);
    const entry = this.#entryOf(ref);
    const version = entry && versionOf(entry, ref.version);
    if (entry === undefined || version === undefined) return undefined;
    const name = memoryName(entry.ref);
    const { createdAt = version.createdAt } = entry.versions[0] ?? {};
    return {
      name,
      version: version.version,
      enabled: entry.enabled,
      createdAt,
      updatedAt: version.createdAt,
    };
  }

  async write(ref: SecretRef, value: SecretValue, { signal }: FindOptions): Promise<WrittenSecret> {
    this.#checkOpen(signal);
    const problem = problemOf(ref);
    if (problem !== undefined) throw this.#unwritable(problem);
    return { name: memoryName(ref), version: this.contents.set(ref, value) };
  }

  async remove(ref: SecretRef, { signal }: FindOptions): Promise<boolean> {
    this.#checkOpen(signal);
    return problemOf(ref) === undefined && this.contents.delete(ref);
  }

  watch({ signal }: FindOptions): AsyncIterable<SecretChange> {
    this.#checkOpen(signal);
    return new ChangeQueue(this.contents, AbortSignal.any([signal, this.#closing.signal]));
  }

  async probe({ signal }: FindOptions): Promise<void> {
    this.#checkOpen(signal);
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  #entryOf(ref: SecretRef): MemoryEntry | undefined {
    if (problemOf(ref) !== undefined) return undefined;
    return namesOf(ref)
      .map((name) => this.contents.get(name))
      .find((entry) => entry !== undefined);
  }

  #checkOpen(signal: AbortSignal): void {
    const backend = this.name;
    if (this.#closing.signal.aborted)
      throw new SecretsError('CLOSED', `${backend}: was closed.`, { backend });
    if (signal.aborted)
      throw new SecretsError('ABORTED', `${backend}: the caller ended the wait.`, { backend });
  }

  #disabled({ ref }: MemoryEntry): SecretsError {
    return new SecretsError(
      'ACCESS_DENIED',
      `${this.name}: ${JSON.stringify(memoryName(ref))} is disabled.`,
      {
        backend: this.name,
        hint: 'Set it again to enable it.',
      },
    );
  }

  #unwritable(problem: string): SecretsError {
    return new SecretsError('INVALID_REFERENCE', `${this.name}: nothing can be written there: ${problem}.`, {
      backend: this.name,
      hint: 'Choose another id.',
    });
  }
}

/**
 * A backend in memory, for tests.
 *
 * @throws SecretsError `INVALID_REFERENCE` when a key of `secrets` is no reference
 */
export function memory(options: MemoryOptions = {}): MemoryBackend {
  return new MemoryBackend(options);
}

/** A team's own name is asked for before the one of all. */
function namesOf({ kind, id, team }: SecretRef): readonly string[] {
  const shared = memoryName({ kind, id });
  return team === undefined || team === '' ? [shared] : [memoryName({ kind, id, team }), shared];
}

function problemOf(ref: SecretRef): string | undefined {
  try {
    checkSecretRef(ref);
    return undefined;
  } catch (error) {
    if (!SecretsError.is(error, 'INVALID_REFERENCE')) throw error;
    return 'an id, a version and a team have 1 to 250 characters and no control characters';
  }
}

function versionOf({ versions }: MemoryEntry, wanted: string | undefined): MemoryVersion | undefined {
  return wanted === undefined ? versions.at(-1) : versions.find(({ version }) => version === wanted);
}

/** Bytes are nobody else's. */
function copyOf(value: SecretValue): SecretValue {
  return typeof value === 'string' ? value : Uint8Array.from(value);
}
