import { randomInt } from 'node:crypto';
import type {
  FindOptions,
  FoundSecret,
  SecretKind,
  SecretRef,
  SecretsBackend,
  SecretValue,
} from '@chatelaine/core';
import type { BackendHarness, OpenSettings } from './backend-harness.js';
import { NotTested } from './conformance-case.js';

const KINDS: readonly SecretKind[] = ['variable', 'secret', 'connection', 'config'];

/** A store under test and the backends that were opened on it. */
export class Subject {
  readonly harness: BackendHarness;
  readonly #opened = new Set<SecretsBackend>();
  /** Other runs on the same store have other ids. */
  readonly #run = randomInt(36 ** 5, 36 ** 6).toString(36);
  #ids = 0;
  #shared: SecretsBackend | undefined;

  constructor(harness: BackendHarness) {
    this.harness = harness;
  }

  /** The one backend that all cases share which do not close theirs. */
  async backend(): Promise<SecretsBackend> {
    return (this.#shared ??= await this.open());
  }

  async open(settings?: OpenSettings): Promise<SecretsBackend> {
    return this.opened(this.harness.open(settings));
  }

  /** Has a backend closed when everything is over. */
  async opened(backend: Promise<SecretsBackend> | SecretsBackend): Promise<SecretsBackend> {
    const there = await backend;
    this.#opened.add(there);
    return there;
  }

  /** The kinds that the backend looks up, the one for most cases first. */
  async kinds(): Promise<readonly SecretKind[]> {
    const backend = await this.backend();
    return KINDS.filter((kind) => isHere(backend, { kind, id: 'conformance' }));
  }

  /** A reference under which nothing was ever stored: letters and digits, which every store takes. */
  async fresh(kind?: SecretKind): Promise<SecretRef> {
    this.#ids += 1;
    const [first = 'variable'] = kind === undefined ? await this.kinds() : [kind];
    return { kind: first, id: `conf${this.#run}${this.#ids}` };
  }

  async seed(ref: SecretRef, value: SecretValue): Promise<string | undefined> {
    return this.harness.seed(ref, value);
  }

  /** A fresh reference with a value under it. */
  async seeded(value: SecretValue, kind?: SecretKind): Promise<SecretRef> {
    const ref = await this.fresh(kind);
    await this.seed(ref, value);
    return ref;
  }

  /** Fresh references with these values, stored one after the other. */
  async allSeeded(values: readonly string[]): Promise<readonly SecretRef[]> {
    const refs: SecretRef[] = [];
    for (const value of values) refs.push(await this.seeded(value));
    return refs;
  }

  async find(ref: SecretRef, backend?: SecretsBackend): Promise<FoundSecret | undefined> {
    return (backend ?? (await this.backend())).find(ref, unhurried());
  }

  /** How many requests some work cost, where the harness counts. */
  async requestsOf(work: () => Promise<unknown>): Promise<number | undefined> {
    const { requests } = this.harness;
    const before = requests?.();
    await work();
    return before === undefined ? undefined : (requests?.() ?? 0) - before;
  }

  /** Closes what was opened; a second close does no harm. */
  async release(): Promise<void> {
    await Promise.all([...this.#opened].map(async (backend) => backend.close?.()));
  }
}

/** Whether a backend has a name for a reference. */
export function isHere(backend: SecretsBackend, ref: SecretRef): boolean {
  return !('notHere' in (backend.locate?.(ref) ?? {}));
}

/** Options of a call that nobody ends. */
export function unhurried(): FindOptions {
  return { signal: new AbortController().signal };
}

/**
 * An optional method, bound to its backend.
 *
 * @throws NotTested when it is not there
 */
export function methodOf<
  Name extends 'locate' | 'findMany' | 'list' | 'describe' | 'write' | 'remove' | 'watch' | 'probe' | 'close',
>(backend: SecretsBackend, name: Name): NonNullable<SecretsBackend[Name]> {
  const method = backend[name];
  if (method === undefined) throw new NotTested(`the backend has no ${name}`);
  return method.bind(backend) as NonNullable<SecretsBackend[Name]>;
}
