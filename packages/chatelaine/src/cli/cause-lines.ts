import type { SafeCause } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';

/** What is known of a cause, as lines: class, code, status, request id and frames of the stack, and no message. */
export function causeLines(cause: SafeCause | SecretsError): readonly string[] {
  if (SecretsError.is(cause)) {
    const inner = cause.cause as SafeCause | SecretsError | undefined;
    return [`caused by a SecretsError (${cause.code})`, ...(inner === undefined ? [] : causeLines(inner))];
  }
  const { name, code, status, requestId, stack } = cause;
  const facts = [
    code,
    status === undefined ? undefined : `status ${status}`,
    requestId === undefined ? undefined : `request ${requestId}`,
  ].filter((fact) => fact !== undefined);
  return [
    `caused by ${name}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`,
    ...(stack === undefined ? [] : stack.split('\n')),
  ];
}
