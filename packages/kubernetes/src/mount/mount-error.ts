import { type FileFailure, SecretsError } from '@chatelaine/core';

const HINTS: Readonly<Record<FileFailure['problem'], string | undefined>> = {
  'does not exist': 'Check "path", and that the pod mounts a Secret there.',
  'is not a regular file': 'Check what is mounted there.',
  'may not be read': 'Let this user read it: "defaultMode" and "fsGroup" of the pod decide.',
  'cannot be read now': 'Try again.',
  'is too large': 'A Secret holds 1 MiB.',
  'cannot be read': undefined,
};

/** Why a file or folder could not be read, as an error of ours. */
export function mountError(
  { code, problem, cause }: FileFailure,
  label: string,
  backend: string,
  field?: readonly string[],
): SecretsError {
  return new SecretsError(code, `${backend}: ${label} ${problem}.`, {
    backend,
    hint: HINTS[problem],
    field: code === 'INVALID_CONFIG' ? field : undefined,
    cause,
  });
}
