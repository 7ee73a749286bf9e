/** The package that reads and writes age files. */
export type Age = typeof import('age-encryption');

let pending: Promise<Age> | undefined;

/** Loads the package when the first encrypted file is read; a failure is not kept. */
export function loadAge(): Promise<Age> {
  pending ??= import('age-encryption').catch((error: unknown) => {
    pending = undefined;
    throw error;
  });
  return pending;
}
