/** The public names of core, of the build or of a copy of it with a planted bug. */
export type Core = typeof import('@chatelaine/core');
