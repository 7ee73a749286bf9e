import type { Meaning } from '@chatelaine/core/provider';

/** Meanings by the names of errors. */
export type Meanings = Readonly<Record<string, Meaning>>;

/** One meaning for several names. */
export const named = (names: readonly string[], meant: Meaning): Meanings =>
  Object.fromEntries(names.map((name) => [name, meant]));
