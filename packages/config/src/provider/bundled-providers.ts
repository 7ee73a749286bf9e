/** The short names that this version has a package for. */
export const BUNDLED_PROVIDERS: readonly string[] = ['env', 'file', 'azure-key-vault'];

/** Short names that a later version brings. */
export const PLANNED_PROVIDERS: readonly string[] = ['aws', 'gcp', 'vault', 'kubernetes'];

/** The npm package of a bundled provider. */
export const packageOf = (shortName: string): string => `@chatelaine/${shortName}`;
