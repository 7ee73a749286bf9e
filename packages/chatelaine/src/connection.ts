export type {
  ConnectionFields,
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
