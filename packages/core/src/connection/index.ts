export type {
  ConnectionFields,
  HostAndPort,
  Loss,
  LossKind,
  ParseConnectionOptions,
  ParsedConnection,
} from './connection-fields.js';
export { formatConnectionJson } from './format-connection-json.js';
export { formatConnectionUri } from './format-connection-uri.js';
export { parseConnection } from './parse-connection.js';
export { parseConnectionJson } from './parse-connection-json.js';
export { parseConnectionUri } from './parse-connection-uri.js';
