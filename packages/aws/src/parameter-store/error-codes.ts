import { meaning } from '@chatelaine/core/provider';
import type { AwsFailure } from '../aws-failure.js';
import { type Meanings, named } from '../meanings.js';

const KEY = meaning(
  'ACCESS_DENIED',
  'was refused because the KMS key cannot be used',
  'Check that the key is there and enabled, and that this identity may use it.',
);

/** What Parameter Store says in words of its own. */
export const MEANINGS: Meanings = {
  ...named(
    [
      'InvalidKeyId',
      'KMSAccessDeniedException',
      'KMSDisabledException',
      'KMSInvalidStateException',
      'KMSNotFoundException',
    ],
    KEY,
  ),
  ...named(
    ['ValidationException'],
    meaning(
      'INVALID_REFERENCE',
      'was refused as invalid',
      'Check the id, the version and the prefixes against what Parameter Store allows.',
    ),
  ),
  ...named(
    ['ParameterPatternMismatchException', 'HierarchyLevelLimitExceededException'],
    meaning(
      'INVALID_REFERENCE',
      'was refused because of the name',
      'A name has at most 15 levels, and its first one does not begin with "aws" or "ssm".',
    ),
  ),
  ...named(
    ['HierarchyTypeMismatchException', 'UnsupportedParameterType'],
    meaning('INVALID_VALUE', 'was refused because of the type', 'Remove the parameter, and write it anew.'),
  ),
  ...named(
    ['ParameterLimitExceeded', 'ParameterMaxVersionLimitExceeded'],
    meaning(
      'ACCESS_DENIED',
      'was refused because a quota is used up',
      'Remove parameters, or the labels of old versions.',
    ),
  ),
  ...named(
    ['TooManyUpdates'],
    meaning('THROTTLED', 'met another change of the same parameter', 'Try again later.'),
  ),
};

const ABSENT: readonly string[] = ['ParameterNotFound', 'ParameterVersionNotFound'];

/** Whether a failure says that a parameter, or its version or label, is not there. */
export function isMissing({ name }: Pick<AwsFailure, 'name'>): boolean {
  return ABSENT.includes(name);
}
