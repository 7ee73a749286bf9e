import type { Container } from 'inversify';
import { closeInTime } from './close-in-time.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import { CLI } from './tokens.js';

/** Runs one command line, closes what it opened, and resolves when all is written. */
export async function run(container: Container, argv: readonly string[]): Promise<ExitCode> {
  const output = container.get(CLI.Output);
  const exitCode = await container.get(CLI.Program).run(argv);
  await closeInTime(() => container.unbindAllAsync());
  const failure = await output.flush();
  if (failure === undefined) return exitCode;
  output.message(`the answer could not be written (${failure}).`);
  return EXIT.failed;
}
