import type { Connection, JsonValue, Secret } from '@chatelaine/core';
import { formatSecretRef, SecretsError } from '@chatelaine/core';
import { fieldOf } from './connection-field.js';
import type { GetRequest } from './get-request.js';
import { UsageError } from './usage-error.js';

/** What was asked for, in the clear: bytes where it is no text. */
export type Revealed = JsonValue | Uint8Array;

/** The part of a connection that was asked for. @throws UsageError when the format cannot carry it */
export function revealedConnection(connection: Connection, { ref, field, format }: GetRequest): Revealed {
  if (field !== undefined) return fieldOf(connection, field);
  if (format === 'json') return connection.toJson().json();
  return readOr(
    () => connection.toUri().reveal(),
    ({ message }) => {
      throw new UsageError(`${formatSecretRef(ref)}: ${message} Here that is --format json.`);
    },
  );
}

/** A variable, config value or raw secret. @throws UsageError when JSON was asked for and it is none */
export function revealedSecret(secret: Secret, { ref, format }: GetRequest): Revealed {
  if (format !== 'json') {
    return readOr<Revealed>(
      () => secret.reveal(),
      () => secret.bytes(),
    );
  }
  return readOr(
    () => secret.json(),
    () => {
      throw new UsageError(`${formatSecretRef(ref)} is not JSON. Use --format text.`);
    },
  );
}

function readOr<T>(read: () => T, instead: (error: SecretsError) => T): T {
  try {
    return read();
  } catch (error) {
    if (SecretsError.is(error, 'INVALID_VALUE')) return instead(error);
    throw error;
  }
}
