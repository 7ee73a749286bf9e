import { randomUUID } from 'node:crypto';
import type { HttpAnswer } from './http-answer.js';

/** A log-in that Entra refuses: the OAuth error and the number after `AADSTS`. */
export class EntraError extends Error {
  override readonly name = 'EntraError';

  constructor(
    readonly status: number,
    readonly error: string,
    readonly number: number,
    message: string,
  ) {
    super(message);
  }
}

/** The refusal as Entra's token endpoint writes it. */
export function entraAnswer(error: EntraError, now: number): HttpAnswer {
  const timestamp = new Date(now)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const trail = `Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
  return {
    status: error.status,
    body: {
      error: error.error,
      error_description: `AADSTS${error.number}: ${error.message} ${trail}`,
      error_codes: [error.number],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
    },
  };
}
