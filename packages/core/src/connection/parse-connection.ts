import type { ParseConnectionOptions, ParsedConnection } from './connection-fields.js';
export function parseConnection(_text: string, _options?: ParseConnectionOptions): ParsedConnection {
  return { fields: {}, losses: [] };
}
