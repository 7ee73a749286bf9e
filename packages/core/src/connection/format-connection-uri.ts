import type { ConnectionFields } from './connection-fields.js';
export function formatConnectionUri(_fields: ConnectionFields): string {
  return '';
}
