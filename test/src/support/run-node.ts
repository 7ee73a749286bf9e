import { spawn } from 'node:child_process';
import { type Finished, finished } from './finished.js';

export interface RunOptions {
  readonly cwd?: string;
  /** The whole environment of the process but PATH, so that nothing of this machine gets in. */
  readonly env?: NodeJS.ProcessEnv;
  /** @default 30_000 */
  readonly timeoutMs?: number;
}

/** Runs a Node program in a process of its own and gives what it printed; it is ended when it takes too long. */
export function runNode(
  args: readonly string[],
  { cwd, env = {}, timeoutMs = 30_000 }: RunOptions = {},
): Promise<Finished> {
  return finished(
    spawn(process.execPath, args, {
      cwd,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    }),
  );
}
