export { FileBackend } from './file-backend.js';
export type { FileOptions } from './file-options.js';
export type { KeyOptions } from './keys/key-source.js';
export { file, provider } from './provider.js';
