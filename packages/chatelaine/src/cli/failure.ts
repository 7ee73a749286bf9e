import type { SafeCause, SecretRef } from '@chatelaine/core';
import { SecretsError, safeCause } from '@chatelaine/core';
import { CommanderError } from 'commander';
import { causeLines } from './cause-lines.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT, exitCodeOf } from './exit-codes.js';
import { UsageError } from './usage-error.js';

/** How a command ended that could not do its work. */
export interface Failure {
  readonly exitCode: ExitCode;
  /** What to print; absent when it is on the screen already. */
  readonly message?: string;
  /** What `--json` prints; absent when help or the version was asked for. */
  readonly document?: FailureDocument;
  /** What `--trace` prints beside the message. */
  readonly causes: readonly string[];
}

export interface FailureDocument {
  readonly error: {
    /** A code of `SecretsError`, or `USAGE`. */
    readonly code: string;
    readonly message: string;
    readonly ref?: SecretRef;
    readonly backend?: string;
    readonly hint?: string;
  };
}

/** What is printed of an error, and the exit code: nothing of a stack, and nothing that a foreign error says. */
export function failureOf(error: unknown): Failure {
  if (SecretsError.is(error)) return failureOfSecrets(error);
  if (error instanceof UsageError) {
    return { ...failure(EXIT.usage, { code: 'USAGE', message: error.message }), message: error.message };
  }
  if (error instanceof CommanderError) {
    // Commander has printed its message; help and the version that were asked for end with 0.
    if (error.exitCode === 0) return { exitCode: EXIT.ok, causes: [] };
    return failure(EXIT.usage, { code: 'USAGE', message: error.message.replace(/^error: /, '') });
  }
  const message = `failed with an unexpected ${safeCause(error).name}. This is a bug in Chatelaine or in a backend: report it with the command that you ran, and what --trace adds.`;
  return {
    ...failure(EXIT.failed, { code: 'INTERNAL', message }),
    message,
    causes: causeLines(safeCause(error)),
  };
}

/** The message of an error, with whose fault it is when a backend broke its contract. */
export function messageOf({ code, message, backend, cause }: SecretsError): string {
  if (code === 'ABORTED') return 'interrupted.';
  if (code !== 'INTERNAL') return message;
  const whose = backend === undefined ? 'a backend' : `the backend "${backend}"`;
  return `${message} This is a bug in ${whose}: mend it if it is your own, else report it to its authors.${cause === undefined ? '' : ' --trace shows more.'}`;
}

/** What caused an error, as lines for `--trace`. */
export function causesOf({ cause }: SecretsError): readonly string[] {
  return cause === undefined ? [] : causeLines(cause as SafeCause | SecretsError);
}

function failureOfSecrets(error: SecretsError): Failure {
  const { code, ref, backend, hint } = error;
  const message = messageOf(error);
  const document = {
    code,
    message,
    ...(ref === undefined ? {} : { ref }),
    ...(backend === undefined ? {} : { backend }),
    ...(hint === undefined ? {} : { hint }),
  };
  return { ...failure(exitCodeOf(code), document), message, causes: causesOf(error) };
}

function failure(exitCode: ExitCode, error: FailureDocument['error']): Failure {
  return { exitCode, document: { error }, causes: [] };
}
