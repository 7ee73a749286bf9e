export { configJsonSchema } from './config-json-schema.js';
export type {
  ConfigAges,
  ConfigBackend,
  ConfigCache,
  ConfigCacheRule,
  ConfigLastKnownGood,
  ConfigObject,
  ConfigProfile,
} from './config-object.js';
export type { ConfiguredBackend, ConfiguredChain } from './load-config.js';
export { loadConfig } from './load-config.js';
export type { LoadOptions, LoadSecretsOptions } from './load-options.js';
export { loadSecrets } from './load-secrets.js';
