export { configJsonSchema } from './config-json-schema.js';
export type { ConfigBackend, ConfigObject, ConfigProfile } from './config-object.js';
export type { ConfiguredBackend, ConfiguredChain, LoadOptions } from './load-config.js';
export { loadConfig } from './load-config.js';
export { loadSecrets } from './load-secrets.js';
