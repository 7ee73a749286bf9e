import { meaning } from '@chatelaine/core/provider';
import type { AwsFailure } from '../aws-failure.js';
import { type Meanings, named } from '../meanings.js';

/** What Secrets Manager says in words of its own. */
export const MEANINGS: Meanings = {
  ...named(
    ['DecryptionFailure', 'EncryptionFailure'],
    meaning(
      'ACCESS_DENIED',
      'was refused because the KMS key cannot be used',
      'Check that the key is enabled, and that this identity may use it.',
    ),
  ),
  ...named(
    ['InvalidParameterException', 'ValidationException'],
    meaning(
      'INVALID_REFERENCE',
      'was refused as invalid',
      'Check the id, the version and the prefixes against what Secrets Manager allows.',
    ),
  ),
  ...named(
    ['InvalidRequestException', 'PreconditionNotMetException'],
    meaning(
      'ACCESS_DENIED',
      'was refused because of the state of the secret',
      'It may be a replica, be managed by another service, or be scheduled for deletion.',
    ),
  ),
  ...named(
    ['LimitExceededException'],
    meaning(
      'ACCESS_DENIED',
      'was refused because a quota is used up',
      'Remove old secrets, or ask for more.',
    ),
  ),
  ...named(
    ['ResourceExistsException', 'ResourceNotFoundException'],
    meaning(
      'UNAVAILABLE',
      'met a secret that came or went at the same time',
      'Try again: somebody else changes the same secret.',
    ),
  ),
};

/** How the service says that a secret is scheduled for deletion, by the same name as for other states. */
const SCHEDULED = /marked for deletion|marked deleted|scheduled for deletion/;

/** Whether a failure says that a secret, or its version or stage, is not there. */
export function isAbsent({ name }: Pick<AwsFailure, 'name'>): boolean {
  return name === 'ResourceNotFoundException';
}

/** Whether a failure says that a secret is scheduled for deletion. */
export function isScheduled({ name, message }: Pick<AwsFailure, 'name' | 'message'>): boolean {
  return name === 'InvalidRequestException' && SCHEDULED.test(message);
}

/** Whether nothing can be read under a name: what is scheduled for deletion is missing, as Airflow has it. */
export function isMissing(failure: Pick<AwsFailure, 'name' | 'message'>): boolean {
  return isAbsent(failure) || isScheduled(failure);
}
