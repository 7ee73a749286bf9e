/** A place in a queue. */
export interface Place<T> {
  readonly item: T;
  /** Gives the place up; nothing happens when it was served. */
  readonly leave: () => void;
}

interface Node<T> extends Place<T> {
  before: Node<T> | undefined;
  after: Node<T> | undefined;
  waiting: boolean;
}

/** First come, first served; leaving from the middle costs no more than being served. */
export class FairQueue<T> {
  #first: Node<T> | undefined;
  #last: Node<T> | undefined;

  get isEmpty(): boolean {
    return this.#first === undefined;
  }

  join(item: T): Place<T> {
    const node: Node<T> = {
      item,
      before: this.#last,
      after: undefined,
      waiting: true,
      leave: () => this.#remove(node),
    };
    if (this.#last === undefined) this.#first = node;
    else this.#last.after = node;
    this.#last = node;
    return node;
  }

  /** Serves the one that came first. */
  next(): T | undefined {
    const first = this.#first;
    first?.leave();
    return first?.item;
  }

  *[Symbol.iterator](): Generator<Place<T>, void, undefined> {
    for (let node = this.#first; node !== undefined; node = node.after) yield node;
  }

  #remove(node: Node<T>): void {
    if (!node.waiting) return;
    node.waiting = false;
    if (node.before === undefined) this.#first = node.after;
    else node.before.after = node.after;
    if (node.after === undefined) this.#last = node.before;
    else node.after.before = node.before;
  }
}
