export type { RedactorOptions } from './redactor.js';
export { Redactor, redactor } from './redactor.js';
export type { TokenFormat } from './token-formats.js';
