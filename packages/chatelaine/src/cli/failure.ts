import { SecretsError, safeCause } from '@chatelaine/core';
import { CommanderError } from 'commander';
import type { ExitCode } from './exit-codes.js';
import { EXIT, exitCodeOf } from './exit-codes.js';
import { UsageError } from './usage-error.js';

/** How a command ended that could not do its work. */
export interface Failure {
  readonly exitCode: ExitCode;
  /** What to print; absent when it is on the screen already. */
  readonly message?: string;
}

/** What is printed of an error, and the exit code: nothing of a stack, and nothing that a foreign error says. */
export function failureOf(error: unknown): Failure {
  if (SecretsError.is(error)) return { exitCode: exitCodeOf(error.code), message: messageOf(error) };
  if (error instanceof UsageError) return { exitCode: EXIT.usage, message: error.message };
  // Commander has printed its message; help and the version that were asked for end with 0.
  if (error instanceof CommanderError) return { exitCode: error.exitCode === 0 ? EXIT.ok : EXIT.usage };
  return {
    exitCode: EXIT.failed,
    message: `failed with an unexpected ${safeCause(error).name}. This is a bug in Chatelaine or in a backend: report it with the command that you ran.`,
  };
}

/** The message of an error, with whose fault it is when a backend broke its contract. */
export function messageOf({ code, message, backend }: SecretsError): string {
  if (code === 'ABORTED') return 'interrupted.';
  if (code !== 'INTERNAL') return message;
  const whose = backend === undefined ? 'a backend' : `the backend "${backend}"`;
  return `${message} This is a bug in ${whose}: report it to its authors.`;
}
