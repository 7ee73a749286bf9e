import type { FoundSecret } from './backend.js';
import { parseConnection } from './connection/parse-connection.js';
import { Connection } from './connection.js';
import { SecretsError } from './errors.js';
import type { Origin } from './secret.js';
import { Secret } from './secret.js';
import type { SecretRef } from './secret-ref.js';
import { formatSecretRef } from './secret-ref.js';

/** What an application gets: a parsed connection, or a value that does not print. */
export type Answer = Secret | Connection;

/**
 * Reads what a backend found into what the application gets. An empty connection is a miss, as in Airflow.
 *
 * @throws SecretsError `INVALID_VALUE` when a connection cannot be read
 */
export function readAnswer(
  ref: SecretRef,
  found: FoundSecret,
  backend: string,
  fetchedAt: number,
): Answer | undefined {
  const secret = new Secret(found.value, ref, originOf(found, backend, fetchedAt));
  if (ref.kind !== 'connection') return secret;
  const text = secret.reveal();
  if (text === '') return undefined;
  return new Connection(parsed(text, ref, backend), ref, secret.origin);
}

function parsed(text: string, ref: SecretRef, backend: string): ReturnType<typeof parseConnection> {
  try {
    return parseConnection(text);
  } catch (error) {
    if (!SecretsError.is(error, 'INVALID_VALUE')) throw error;
    throw new SecretsError(
      'INVALID_VALUE',
      `${backend}: ${formatSecretRef(ref)} cannot be read as a connection. ${error.message}`,
      {
        ref,
        backend,
      },
    );
  }
}

function originOf(found: FoundSecret, backend: string, fetchedAt: number): Origin {
  const { value: _value, ...rest } = found;
  return Object.freeze({ ...rest, backend, fetchedAt, stale: false });
}
