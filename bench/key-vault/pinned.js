import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Whether two processes can be kept on two cores: there are so many, and `taskset`. */
const canPin = availableParallelism() > 1 && hasTaskset();

/** Keeps this process, with all its threads, on one core. */
export function pinThisProcess(core) {
  if (canPin) execFileSync('taskset', ['-acp', String(core), String(process.pid)], { stdio: 'ignore' });
}

/** The command, and its arguments, that keeps a process on one core. */
export const pinned = (core, command, args) =>
  canPin ? ['taskset', ['-c', String(core), command, ...args]] : [command, args];

function hasTaskset() {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}
