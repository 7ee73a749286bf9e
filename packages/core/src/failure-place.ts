import type { SafeCause } from './errors.js';
import { SecretsError } from './errors.js';

const PLACE = /([^\s/\\(]+:\d+:\d+)\)?$/;

/** The class of an unexplained failure and where it was thrown, as `TypeError at chest.js:12:7`: a start for its author. */
export function failurePlace(cause: SafeCause | SecretsError): string {
  if (SecretsError.is(cause)) return cause.code;
  const frame = cause.stack?.split('\n', 1)[0] ?? '';
  const place = PLACE.exec(frame)?.[1];
  return place === undefined ? cause.name : `${cause.name} at ${place}`;
}
