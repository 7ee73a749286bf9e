import type { FailureAction, OnError, OnErrorByFailure } from '@chatelaine/core';
import type { ConfigField } from '../config-field.js';

/** What a config may name as a failure. */
export const FAILURES: readonly (keyof OnErrorByFailure)[] = [
  'throttled',
  'unavailable',
  'timeout',
  'denied',
  'unauthenticated',
  'invalid',
];

/** Reads a fall-through policy, when there is one. @throws SecretsError `INVALID_CONFIG` */
export function onErrorFrom(field: ConfigField): OnError | undefined {
  if (field.value === undefined) return undefined;
  if (isAction(field.value)) return field.value;
  if (!field.isMapping) {
    throw field.problem(
      'is not a policy.',
      `Write stop, next, or one of these for each failure: ${FAILURES.join(', ')}.`,
    );
  }
  field.checkKeys(FAILURES, 'onError');
  for (const key of field.keys) {
    if (!isAction(field.at(key).value))
      throw field.at(key).problem('is not an action.', 'Write stop or next.');
  }
  return field.value as OnErrorByFailure;
}

function isAction(value: unknown): value is FailureAction {
  return value === 'stop' || value === 'next';
}
