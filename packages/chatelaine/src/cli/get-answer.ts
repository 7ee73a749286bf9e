import type { Origin, Secret, SecretRef } from '@chatelaine/core';
import { Connection } from '@chatelaine/core';
import type { ConnectionFields } from '@chatelaine/core/connection';
import type { GetRequest } from './get-request.js';
import type { Revealed } from './revealed.js';
import { revealedConnection, revealedSecret } from './revealed.js';

/** What `get --json` prints. */
export interface GetDocument {
  readonly ref: SecretRef;
  /** Of a whole connection, unless a format was asked for. */
  readonly fields?: ConnectionFields;
  /** Of everything else. */
  readonly value?: Revealed;
  /** When the value is bytes that are no text. */
  readonly encoding?: 'base64';
  readonly origin: Origin;
}

/** The value as `get` prints it: text with a line end, unless raw, and bytes as they are. */
export function getText(answer: Secret | Connection, request: GetRequest): string | Uint8Array {
  const value = revealed(answer, request);
  if (value instanceof Uint8Array) return value;
  const isPlain = typeof value === 'string' && request.format !== 'json';
  const text = isPlain ? value : JSON.stringify(value);
  return request.raw ? text : `${text}\n`;
}

export function getDocument(answer: Secret | Connection, request: GetRequest): GetDocument {
  const { ref, field, format } = request;
  const { origin } = answer;
  if (answer instanceof Connection && field === undefined && format === undefined) {
    return { ref, fields: answer.reveal(), origin };
  }
  const value = revealed(answer, request);
  if (!(value instanceof Uint8Array)) return { ref, value, origin };
  return { ref, value: Buffer.from(value).toString('base64'), encoding: 'base64', origin };
}

function revealed(answer: Secret | Connection, request: GetRequest): Revealed {
  return answer instanceof Connection ? revealedConnection(answer, request) : revealedSecret(answer, request);
}
