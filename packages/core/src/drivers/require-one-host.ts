import type { ConnectionFields } from '../connection/connection-fields.js';
import { SecretsError } from '../errors.js';

/** Refuses a connection of several hosts, of which no driver here takes more than one. */
export function requireOneHost(fields: ConnectionFields, form: string): void {
  if (fields.hosts === undefined) return;
  throw new SecretsError('INVALID_VALUE', `The connection names several hosts, and ${form} is for one.`, {
    hint: 'Make one connection of each host, or give the hosts to a driver that takes several in your code.',
  });
}
