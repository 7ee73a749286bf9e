import type { Clock } from '@chatelaine/core';

interface Event {
  readonly due: number;
  readonly order: number;
  readonly call: () => void;
  cancelled: boolean;
}

const START = 1_800_000_000_000;

/** A clock and its events in the order in which they are due: a whole day passes in no time. */
export class VirtualTime implements Clock {
  readonly #events: Event[] = [];
  #order = 0;
  #elapsed = 0;
  #offset = START;
  #ahead = 0;
  #timers = 0;

  /** Milliseconds since the history began, whatever the clock shows. */
  get elapsed(): number {
    return this.#elapsed;
  }

  /** Milliseconds as they pass for somebody who never lets the clock go back. */
  get steady(): number {
    return this.#elapsed + this.#ahead;
  }

  /** How many timers that were set through `after` are waiting. */
  get pending(): number {
    return this.#timers;
  }

  now(): number {
    return this.#offset + this.#elapsed;
  }

  /** As Node's timers: whole milliseconds, at least one, and no number at all is one. */
  after(ms: number, callback: () => void): () => void {
    this.#timers += 1;
    const isWaitable = ms >= 1 && ms <= 2_147_483_647;
    const event = this.#add(isWaitable ? Math.trunc(ms) : 1, () => {
      this.#timers -= 1;
      callback();
    });
    return () => {
      if (event.cancelled) return;
      this.#timers -= 1;
      event.cancelled = true;
    };
  }

  /** An event of the world, which is no timer of what is tested; the result cancels it. */
  schedule(ms: number, call: () => void): () => void {
    const event = this.#add(ms, call);
    return () => {
      event.cancelled = true;
    };
  }

  /** Sets the clock; no time passes. */
  jump(ms: number): void {
    this.#offset += ms;
    this.#ahead += Math.max(0, ms);
  }

  /** When the next event is due, in milliseconds since the history began. */
  get next(): number {
    while (this.#events[0]?.cancelled === true) this.#takeFirst();
    return this.#events[0]?.due ?? Number.POSITIVE_INFINITY;
  }

  /** Lets the next event happen, and everything that follows from it at once. */
  async step(): Promise<void> {
    this.#elapsed = Math.max(this.#elapsed, this.next);
    this.#takeFirst()?.call();
    await settled();
  }

  #add(ms: number, call: () => void): Event {
    const event: Event = {
      due: this.#elapsed + ms,
      order: this.#order++,
      cancelled: false,
      call: () => {
        // A timer that fired cannot be cancelled any more.
        event.cancelled = true;
        call();
      },
    };
    this.#events.push(event);
    this.#rise(this.#events.length - 1);
    return event;
  }

  #rise(from: number): void {
    const events = this.#events;
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isBefore(events[at] as Event, events[above] as Event)) return;
      swap(events, at, above);
      at = above;
    }
  }

  #takeFirst(): Event | undefined {
    const events = this.#events;
    const first = events[0];
    const last = events.pop();
    if (first === undefined || last === undefined || events.length === 0) return first;
    events[0] = last;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if (left < events.length && isBefore(events[left] as Event, events[least] as Event)) least = left;
      if (right < events.length && isBefore(events[right] as Event, events[least] as Event)) least = right;
      if (least === at) return first;
      swap(events, at, least);
      at = least;
    }
  }
}

/** Lets every promise that can go on go on. */
export async function settled(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}

function isBefore(one: Event, other: Event): boolean {
  return one.due < other.due || (one.due === other.due && one.order < other.order);
}

function swap(events: Event[], one: number, other: number): void {
  [events[one], events[other]] = [events[other] as Event, events[one] as Event];
}
