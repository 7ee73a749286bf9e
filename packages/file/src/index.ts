export { FileBackend } from './file-backend.js';
export type { FileOptions } from './file-options.js';
export { file, provider } from './provider.js';
