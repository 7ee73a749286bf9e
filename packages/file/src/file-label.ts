import type { FileFailure } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';

/** A file as messages speak of it: by the option that names it, because its path may have been expanded from a secret. */
export interface FileLabel {
  /** The label of the backend. */
  readonly backend: string;
  /** The option that names the file. */
  readonly option: string;
  /** What messages call the file when something else named it. @default by the option */
  readonly words?: string;
}

const CHECK_PATH =
  'Check the path; a relative one starts from the folder of the config file, or else from the working directory.';

const HINTS: Readonly<Record<FileFailure['problem'], string>> = {
  'does not exist': CHECK_PATH,
  'is not a regular file': CHECK_PATH,
  'may not be read': 'Give this process the right to read it.',
  'cannot be read now': 'Try again.',
  'is too large': 'Split it: at most 64 MiB are read.',
  'cannot be read': 'Check the disk or the share that it is on.',
};

/** What a message calls the file. */
export function wordsFor({ option, words }: FileLabel): string {
  return words ?? `the file of option "${option}"`;
}

/** Why the file could not be read, as an error of ours. */
export function fileError({ code, problem, cause }: FileFailure, label: FileLabel): SecretsError {
  const { backend, option } = label;
  return new SecretsError(code, `${backend}: ${wordsFor(label)} ${problem}.`, {
    backend,
    hint: HINTS[problem],
    cause,
    ...(code === 'INVALID_CONFIG' ? { field: [option] } : {}),
  });
}
