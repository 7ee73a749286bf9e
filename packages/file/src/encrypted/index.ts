export type { WritableFile } from './encrypted-file-backend.js';
export { EncryptedFileBackend, encryptedFile } from './encrypted-file-backend.js';
export type { SealFileOptions } from './seal-file.js';
export { sealFile } from './seal-file.js';
