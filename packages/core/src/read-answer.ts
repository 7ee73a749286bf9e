import type { FoundSecret } from './backend.js';
import { parseConnection } from './connection/parse-connection.js';
import { Connection } from './connection.js';
import { SecretsError } from './errors.js';
import type { Origin } from './secret.js';
import { Secret } from './secret.js';
import type { SecretRef } from './secret-ref.js';
import { formatSecretRef } from './secret-ref.js';
import { keepStoredText } from './stored-text.js';

/** What an application gets: a parsed connection, or a value that does not print. */
export type Answer = Secret | Connection;

/** Who found a value and when, and how connections are read. */
export interface AnswerSource {
  readonly backend: string;
  readonly fetchedAt: number;
  readonly reading: 'airflow' | 'strict';
}

/**
 * Reads what a backend found into what the application gets. An empty connection is a miss, as in Airflow.
 *
 * @throws SecretsError `INVALID_VALUE` when a connection cannot be read
 */
export function readAnswer(ref: SecretRef, found: FoundSecret, from: AnswerSource): Answer | undefined {
  const secret = new Secret(found.value, ref, originOf(found, from));
  if (ref.kind !== 'connection') return secret;
  const text = secret.reveal();
  if (text === '') return undefined;
  return keepStoredText(new Connection(parsed(text, ref, from), ref, secret.origin), text);
}

/** Whether two answers are the same version, or, where their store keeps none, the same value. */
export function isSame(one: Answer, other: Answer): boolean {
  if (one === other) return true;
  const { version } = one.origin;
  if (version !== undefined && other.origin.version !== undefined) return version === other.origin.version;
  return Buffer.compare(bytesOf(one), bytesOf(other)) === 0;
}

/** The same answer, saying that it was kept past its fresh age. */
export function asStale(answer: Answer): Answer {
  return answer.withOrigin(Object.freeze({ ...answer.origin, stale: true }));
}

function bytesOf(answer: Answer): Uint8Array {
  return answer instanceof Secret ? answer.bytes() : Buffer.from(JSON.stringify(answer.reveal()));
}

function parsed(
  text: string,
  ref: SecretRef,
  { backend, reading }: AnswerSource,
): ReturnType<typeof parseConnection> {
  try {
    return parseConnection(text, { reading });
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

/** Only what the contract names is taken over: a backend may have spread an answer of its SDK. */
function originOf(
  { name, version, createdAt, expiresAt, contentType }: FoundSecret,
  source: AnswerSource,
): Origin {
  return Object.freeze({
    backend: source.backend,
    name,
    ...(version === undefined ? {} : { version }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(contentType === undefined ? {} : { contentType }),
    fetchedAt: source.fetchedAt,
    stale: false,
  });
}
