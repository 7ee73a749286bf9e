import type { ConnectionFields } from '../connection/connection-fields.js';

/** A connection, or its fields in the clear. */
export type ConnectionSource = ConnectionFields | { reveal(): ConnectionFields };

/** The fields in the clear. */
export function fieldsOf(source: ConnectionSource): ConnectionFields {
  return 'reveal' in source ? source.reveal() : source;
}
