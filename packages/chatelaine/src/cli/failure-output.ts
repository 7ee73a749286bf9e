import type { Failure } from './failure.js';
import type { Output } from './output.js';

/** How a failure is told, beside the message on stderr. */
export interface FailureFormat {
  readonly json: boolean;
  readonly trace: boolean;
}

/**
 * Reads it from the arguments themselves: a command line that cannot be understood may be what fails. What stands after
 * `--` is no option.
 */
export function failureFormat(argv: readonly string[]): FailureFormat {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  return { json: options.includes('--json'), trace: options.includes('--trace') };
}

/** The message and, on request, the cause go to stderr; one JSON document, on request, to stdout. */
export function tellFailure(
  { message, document, causes }: Failure,
  output: Output,
  { json, trace }: FailureFormat,
): void {
  if (json && document !== undefined) output.json(document);
  if (message !== undefined) output.message(message);
  if (trace) for (const line of causes) output.message(line);
}
