import { type ChildProcess, fork } from 'node:child_process';
import type { KeyVaultOrder } from './key-vault-child.js';

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** A process that does what it is told, one order after the other, until it is killed or this process ends. */
export class ObedientChild {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  /** Orders are answered in their order. */
  #waiters: Waiter[] = [];
  #isOver = false;

  constructor(program: string) {
    const child = fork(program, { serialization: 'advanced' });
    this.#child = child;
    child.on('message', () => this.#waiters.shift()?.resolve());
    this.#ended = new Promise((resolve) => {
      child.once('exit', () => {
        this.#isOver = true;
        for (const { reject } of this.#waiters) reject(ended());
        resolve();
      });
    });
  }

  /** Rejects when the process ends before it answers. */
  obey(order: KeyVaultOrder): Promise<void> {
    if (this.#isOver) return Promise.reject(ended());
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      // A channel that has just closed says so to whoever sends; the end of the process is told to the one who waits.
      this.#child.send(order, () => undefined);
    });
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}

function ended(): Error {
  return new Error('The Key Vault server was killed.');
}
