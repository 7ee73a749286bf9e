import type { CacheRule } from '@chatelaine/core';
import type { StoredKind } from './chaos-store.js';

/** Secrets that are kept alike and read by some of the readers. */
export interface Group {
  readonly name: 'kept' | 'brief' | 'live' | 'beside';
  readonly kind: StoredKind;
  readonly ids: readonly string[];
  readonly readers: number;
  /** How long a reader waits between two reads, in milliseconds. */
  readonly everyMs: number;
  readonly ages: Required<Pick<CacheRule, 'refreshAfterMs' | 'freshMs' | 'hardMs'>>;
}

const group = (name: Group['name'], size: number, rest: Omit<Group, 'name' | 'ids'>): Group => ({
  name,
  ids: Array.from({ length: size }, (_unused, index) => `${name}-${index}`),
  ...rest,
});

const LIVE = { refreshAfterMs: 0, freshMs: 0, hardMs: 0 };

/** 200 readers: of values that outlive every fault, of some that do not, of some that are not kept, and of another store. */
export const GROUPS: readonly Group[] = [
  group('kept', 12, {
    kind: 'variable',
    readers: 150,
    everyMs: 20,
    ages: { refreshAfterMs: 400, freshMs: 800, hardMs: 120_000 },
  }),
  group('brief', 3, {
    kind: 'variable',
    readers: 10,
    everyMs: 50,
    ages: { refreshAfterMs: 400, freshMs: 800, hardMs: 2_000 },
  }),
  group('live', 4, { kind: 'variable', readers: 20, everyMs: 200, ages: LIVE }),
  group('beside', 4, { kind: 'config', readers: 20, everyMs: 200, ages: LIVE }),
];

/** The ages as rules of the cache. */
export const RULES: readonly CacheRule[] = GROUPS.map(({ kind, name, ages }) => ({
  match: `${kind}/${name}-*`,
  ...ages,
}));

/** The ids of a kind. */
export function idsOf(kind: StoredKind): readonly string[] {
  return GROUPS.filter((each) => each.kind === kind).flatMap(({ ids }) => ids);
}
