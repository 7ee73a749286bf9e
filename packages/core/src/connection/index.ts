export type {
  ConnectionFields,
  Loss,
  LossKind,
  ParseConnectionOptions,
  ParsedConnection,
} from './connection-fields.js';
