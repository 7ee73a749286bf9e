export type {
  ConnectionFields,
  HostAndPort,
  Loss,
  LossKind,
  ParseConnectionOptions,
  ParsedConnection,
} from '@chatelaine/core/connection';
export {
  formatConnectionJson,
  formatConnectionUri,
  parseConnection,
  parseConnectionJson,
  parseConnectionUri,
} from '@chatelaine/core/connection';
