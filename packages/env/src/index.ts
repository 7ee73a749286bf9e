export { EnvBackend } from './env-backend.js';
export type { EnvOptions, EnvOptionsInput } from './env-options.js';
export { env, provider } from './provider.js';
