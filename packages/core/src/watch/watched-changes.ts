import type { Location, SecretChange, SecretsBackend } from '../backend.js';
import type { ChainStep } from '../chain-step.js';
import type { Clock } from '../clock.js';
import type { SecretRef } from '../secret-ref.js';
import { BackendWatch } from './backend-watch.js';

export interface WatchedChangesParts {
  readonly backends: readonly SecretsBackend[];
  readonly clock: Clock;
  readonly random: () => number;
  /** Takes over which references may have changed; `atOnce` of them may be read anew right away. */
  readonly apply: (isChanged: (ref: SecretRef) => boolean, atOnce: number) => void;
}

/** How long changes are collected before they are applied, in milliseconds: a store may tell of many at once. */
const COLLECT_MS = 100;
/** More names than that are no longer told apart. */
const MOST_NAMES = 1_000;
/** How many references are read anew right away; the others when they are next asked for. */
const MOST_AT_ONCE = 100;

/** What changed at one backend: some names, or anything. */
type Changed = Set<string> | 'anything';

/** Watches the backends that can be watched, each from when something of it is kept, and tells what changed. */
export class WatchedChanges {
  readonly #parts: WatchedChangesParts;
  /** Two backends may have one label. */
  readonly #watches: readonly (readonly [label: string, watch: BackendWatch])[];
  readonly #changed = new Map<SecretsBackend, Changed>();
  #told = 0;
  #cancel: (() => void) | undefined;

  constructor(parts: WatchedChangesParts) {
    this.#parts = parts;
    const { clock, random } = parts;
    this.#watches = parts.backends
      .filter(({ watch }) => watch !== undefined)
      .map((backend) => {
        const onChange = ({ name }: SecretChange) => this.#collect(backend, name);
        return [backend.name, new BackendWatch({ backend, clock, random, onChange })];
      });
  }

  /** How many changes were told. */
  get told(): number {
    return this.#told;
  }

  /** Begins to watch each backend on which what is kept now depends. */
  kept(steps: readonly ChainStep[]): void {
    for (const [label, watch] of this.#watches) {
      const depends = ({ backend, outcome }: ChainStep) =>
        backend === label && (outcome === 'found' || outcome === 'missing');
      if (steps.some(depends)) watch.begin();
    }
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    for (const [, watch] of this.#watches) watch.close();
  }

  #collect(backend: SecretsBackend, name: string | undefined): void {
    this.#told += 1;
    const before = this.#changed.get(backend) ?? new Set<string>();
    this.#changed.set(backend, withName(before, name));
    this.#cancel ??= this.#parts.clock.after(COLLECT_MS, () => this.#flush(), { background: true });
  }

  #flush(): void {
    this.#cancel = undefined;
    const changed = [...this.#changed];
    this.#changed.clear();
    const isNamed = changed.every(([, what]) => what !== 'anything');
    const isChanged = (ref: SecretRef) => changed.some(([backend, what]) => concerns(backend, what, ref));
    this.#parts.apply(isChanged, isNamed ? MOST_AT_ONCE : 0);
  }
}

function withName(before: Changed, name: string | undefined): Changed {
  if (before === 'anything' || name === undefined || before.size >= MOST_NAMES) return 'anything';
  return before.add(name);
}

/** Whether a change at a backend may concern a reference, whichever backend answered it. */
function concerns(backend: SecretsBackend, what: Changed, ref: SecretRef): boolean {
  const location = locationOf(backend, ref);
  if (location === undefined) return true;
  if ('notHere' in location) return false;
  if (what === 'anything' || location.names.length === 0) return true;
  return (
    location.names.some((name) => what.has(name)) ||
    (location.identity !== undefined && what.has(location.identity))
  );
}

function locationOf(backend: SecretsBackend, ref: SecretRef): Location | undefined {
  try {
    return backend.locate?.(ref);
  } catch (_notLocated) {
    // A backend that cannot tell is asked all the same, and says why then.
    return undefined;
  }
}
