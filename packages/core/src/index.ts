export type { SecretsErrorCode } from './errors.js';
export { SecretsError } from './errors.js';
