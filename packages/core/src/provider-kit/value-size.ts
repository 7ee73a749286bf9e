import type { SecretValue } from '../backend.js';
import { SecretsError } from '../errors.js';

/** What a service can hold. */
export interface ValueLimit {
  /** The service, for messages. */
  readonly service: string;
  readonly maxBytes: number;
}

/**
 * Refuses what a service that holds no empty value cannot hold.
 *
 * @throws SecretsError `INVALID_VALUE`
 */
export function checkValueSize(
  value: SecretValue,
  name: string,
  { service, maxBytes }: ValueLimit,
  backend: string,
): void {
  const size = typeof value === 'string' ? Buffer.byteLength(value) : value.length;
  if (size > 0 && size <= maxBytes) return;
  const problem = size === 0 ? 'is empty' : `has ${size} bytes`;
  throw new SecretsError('INVALID_VALUE', `${backend}: the value for "${name}" ${problem}.`, {
    backend,
    hint: `A value in ${service} has 1 to ${maxBytes} bytes.`,
  });
}
