import type { ConnectionFields } from './connection-fields.js';
export function formatConnectionJson(_fields: ConnectionFields): string {
  return '';
}
