/**
 * The functions of `node:fs` that wait. Importing one by name loads all that the module has, streams included: that would
 * cost each program two milliseconds at its start.
 */
export const syncFs: typeof import('node:fs') = process.getBuiltinModule('node:fs');
