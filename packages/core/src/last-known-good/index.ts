export type { KnownValue, LastKnownGood } from '../last-known-good.js';
export type { Key, KeySource, NamedKey } from './key-source.js';
export { LastKnownGoodFile, lastKnownGoodFile } from './last-known-good-file.js';
export type { LastKnownGoodFileOptions } from './last-known-good-file-options.js';
