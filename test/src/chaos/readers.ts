import type { Secret, Secrets } from '@chatelaine/core';
import { GROUPS, type Group } from './groups.js';
import type { Ledger } from './ledger.js';

/** Many who read at the same time, each its group's secrets in turn, until they are told to stop. */
export class Readers {
  readonly #secrets: Secrets;
  readonly #ledger: Ledger;
  readonly #running: readonly Promise<void>[];
  #isOver = false;

  constructor(secrets: Secrets, ledger: Ledger) {
    this.#secrets = secrets;
    this.#ledger = ledger;
    this.#running = GROUPS.flatMap((group) =>
      Array.from({ length: group.readers }, (_unused, index) => this.#read(group, index)),
    );
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#running);
  }

  async #read(group: Group, index: number): Promise<void> {
    const { ids, everyMs } = group;
    const last = new Map<string, number>();
    for (let turn = index; !this.#isOver; turn += 1) {
      const id = ids[turn % ids.length] ?? '';
      const began = this.#ledger.phase;
      try {
        const text = (await this.#find(group, id))?.reveal();
        last.set(id, this.#ledger.answered(group, id, text, last.get(id) ?? 0, began));
      } catch (error) {
        this.#ledger.failed(group, id, error, began);
      }
      // Readers who were in step would read all at once, and then nobody.
      await new Promise((resolve) => setTimeout(resolve, everyMs * (0.5 + Math.random())));
    }
  }

  #find({ kind }: Group, id: string): Promise<Secret | undefined> {
    return kind === 'variable' ? this.#secrets.findVariable(id) : this.#secrets.findConfig(id);
  }
}
