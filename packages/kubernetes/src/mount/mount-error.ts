import { type FileFailure, fileFailure, SecretsError } from '@chatelaine/core';

const HINTS: Readonly<Record<FileFailure['problem'], string | undefined>> = {
  'does not exist': 'Check "path", and that the pod mounts a Secret there.',
  'is not a regular file': 'Check what is mounted there.',
  'may not be read': 'Let this user read it: "defaultMode" and "fsGroup" of the pod decide.',
  'cannot be read now': 'Try again.',
  'is too large': 'A Secret holds 1 MiB.',
  'cannot be read': undefined,
};

const LINK_HINTS = {
  'out of the folder': 'Mount the Secret inside it, or give the folder that holds both.',
  'in a circle': 'Remove the link that leads back to itself.',
} as const;

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

/** The error for a link that is not followed. */
export function linkError(label: string, leads: keyof typeof LINK_HINTS, backend: string): SecretsError {
  return new SecretsError('ACCESS_DENIED', `${backend}: ${label} leads ${leads}.`, {
    backend,
    hint: LINK_HINTS[leads],
  });
}

/** The same for what the system said about a path; `undefined`: nothing is there. */
export function fileErrorOf(error: unknown, label: string, backend: string): SecretsError | undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ELOOP') {
    return linkError(label, 'in a circle', backend);
  }
  const failure = fileFailure(error);
  return failure.problem === 'does not exist' ? undefined : mountError(failure, label, backend);
}
