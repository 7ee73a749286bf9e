import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { unprivilegedUser } from './unprivileged-user.js';

export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment but PATH, so that nothing of this machine gets in. */
  readonly env?: NodeJS.ProcessEnv;
  /** What it prints once it answers. */
  readonly ready: RegExp;
  /** The signal that ends it and leaves nothing behind. @default 'SIGTERM' */
  readonly stopSignal?: NodeJS.Signals;
  /** In milliseconds. @default 40_000 */
  readonly readyWithinMs?: number;
  /** Whether it runs as this user also when that is root, because its files are this user's alone. @default false */
  readonly asThisUser?: boolean;
}

const STOP_WITHIN_MS = 10_000;

// A process that is told to end skips its exit handlers, and the servers would outlive it.
for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

/** A server that runs in a process of its own, until it is stopped or this process ends. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #stopSignal: NodeJS.Signals;
  readonly #endWithParent: () => void;

  /** Starts it and waits until it says that it is ready. */
  static async start(command: ServerCommand): Promise<ServerProcess> {
    const {
      program,
      args,
      cwd,
      env = {},
      ready,
      stopSignal = 'SIGTERM',
      readyWithinMs = 40_000,
      asThisUser = false,
    } = command;
    const child = spawn(program, args, {
      cwd,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(asThisUser ? {} : unprivilegedUser()),
    });
    const server = new ServerProcess(child, stopSignal);
    try {
      await untilReady(child, program, ready, readyWithinMs);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  private constructor(child: ChildProcess, stopSignal: NodeJS.Signals) {
    this.#child = child;
    this.#stopSignal = stopSignal;
    this.#endWithParent = () => child.kill('SIGKILL');
    process.prependOnceListener('exit', this.#endWithParent);
  }

  /** Ends it by its process id; by force when it takes longer than ten seconds. */
  async stop(): Promise<void> {
    process.removeListener('exit', this.#endWithParent);
    const child = this.#child;
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    const ended = once(child, 'exit');
    child.kill(this.#stopSignal);
    await ended;
    clearTimeout(force);
  }
}

function untilReady(child: ChildProcess, program: string, ready: RegExp, withinMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (problem: string) => reject(new Error(`${program} ${problem}. It printed:\n${output}`));
    const timer = setTimeout(() => fail(`was not ready within ${withinMs} ms`), withinMs);
    const read = (text: string) => {
      output += text;
      if (!ready.test(output)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.setEncoding('utf8').on('data', read);
    child.stderr?.setEncoding('utf8').on('data', read);
    child.once('error', (error) => {
      clearTimeout(timer);
      fail(`did not start: ${error.message}`);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`ended with ${code ?? signal}`);
    });
  });
}
