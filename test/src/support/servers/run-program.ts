import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { unprivilegedUser } from './unprivileged-user.js';

const run = promisify(execFile);

/** Runs a program to its end, as the user that servers run as, and gives what it printed. */
export async function runProgram(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const { stdout } = await run(program, args, {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, ...env },
    timeout: 40_000,
    ...unprivilegedUser(),
  });
  return stdout;
}
