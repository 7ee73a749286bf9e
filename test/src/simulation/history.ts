import type { SecretRef } from '@chatelaine/core';
import { ofApplication } from './application-error.js';
import type { Core } from './core-under-test.js';
import { DEEDS } from './deeds.js';
import { RefreshSpread } from './refresh-spread.js';
import { rejections } from './rejections.js';
import { keyOf } from './value.js';
import type { Violation } from './violation.js';
import { settled } from './virtual-time.js';
import { World } from './world.js';

export interface HistoryResult {
  readonly seed: number;
  readonly violation: Violation | undefined;
  /** What happened, line by line, when it was asked for. */
  readonly lines: readonly string[] | undefined;
  readonly events: number;
}

/** How long all must be well, beyond the fresh age, until every read gives the newest value. */
const RECOVERY_MS = 120_000;
const CLOSE_MS = 5_000;
const MOST_EVENTS = 6_000;

/** Plays the one history of a seed against core. */
export async function playHistory(core: Core, seed: number, isTraced = false): Promise<HistoryResult> {
  const world = new World(core, seed, isTraced);
  const history = new History(world);
  await history.play();
  return { seed, violation: world.verdict.violation, lines: world.lines, events: history.events };
}

class History {
  readonly #world: World;
  readonly #spread: RefreshSpread;
  events = 0;

  constructor(world: World) {
    this.#world = world;
    this.#spread = new RefreshSpread(world);
  }

  async play(): Promise<void> {
    const { plan, random, verdict } = this.#world;
    this.#fill();
    this.#openHandles();
    await settled();
    const closesAfter = plan.closesEarly ? random.between(0, plan.deeds) : plan.deeds;
    for (let deed = 0; deed < closesAfter && verdict.violation === undefined; deed += 1) {
      await this.#pass(Math.round(-Math.log(1 - random.next()) * plan.stepMs));
      random.weighted(DEEDS)(this.#world);
      await settled();
      this.#world.observe();
    }
    if (!plan.closesEarly) await this.#recover();
    await this.#close();
  }

  #fill(): void {
    const { stores, refs, random, plan } = this.#world;
    for (const store of stores)
      for (const ref of refs) {
        if (random.chance(plan.stores.length > 1 ? 0.7 : 0.95)) store.rotate(ref);
        if (random.chance(0.3)) store.rotate({ ...ref, team: 'red' });
      }
  }

  #openHandles(): void {
    const { plan, refs } = this.#world;
    for (const ref of refs.slice(0, plan.handles)) this.#world.openHandle(ref);
  }

  /** Lets time pass, event by event. */
  async #pass(ms: number): Promise<void> {
    const world = this.#world;
    const { time, verdict } = world;
    let isOver = false;
    await settled();
    time.schedule(ms, () => {
      isOver = true;
    });
    while (!isOver && verdict.violation === undefined) {
      await time.step();
      this.events += 1;
      world.observe();
      this.#spread.observe();
      this.#checkRejections();
      verdict.expect(this.events < MOST_EVENTS, 'no endless loop', () => `${this.events} events`);
    }
  }

  #checkRejections(): void {
    for (const reason of rejections.splice(0)) {
      if (reason === ofApplication) continue;
      const message = reason instanceof Error ? reason.message : typeof reason;
      this.#world.verdict.violated('no unhandled rejection', message);
    }
  }

  /** All is well again: after a stated time everything must be as new. */
  async #recover(): Promise<void> {
    const world = this.#world;
    const { stores, plan, verdict, refs } = world;
    const all = refs.flatMap((ref) => [ref, { ...ref, team: 'red' }]);
    world.trace(() => 'all is well again');
    for (const store of stores) {
      store.weather = 'calm';
      for (const ref of all) {
        store.setAccess(ref, 'given');
        if (store.newest(ref) !== undefined) store.rotate(ref);
      }
    }
    const wellMs = RECOVERY_MS + plan.ages.freshMs;
    const times = plan.readsInHealth ? 8 : 1;
    for (let time = 0; time < times && verdict.violation === undefined; time += 1) {
      if (time > 0) world.ask(world.random.pick(refs));
      await this.#pass(wellMs / times);
    }
    if (plan.jumps) await this.#noticeJumps();
    if (verdict.violation !== undefined) return;
    let areShown = false;
    void this.#showsReads().then(() => {
      areShown = true;
    });
    await this.#pass(1_000 * refs.length + 5_000);
    verdict.expect(areShown, 'reads recover', () => 'not every read ended');
    this.#showHandles();
  }

  /**
   * A guard notices that the clock was set back when it is next asked, and counts on from when it was asked before: each
   * backend of the chain is asked once before its pauses can be said to be over.
   */
  async #noticeJumps(): Promise<void> {
    const { stores, refs, verdict } = this.#world;
    for (const _store of stores) {
      if (verdict.violation !== undefined) return;
      for (const ref of refs) this.#world.ask(ref, { fresh: true });
      await this.#pass(RECOVERY_MS);
    }
  }

  async #showsReads(): Promise<void> {
    const { refs, secrets, verdict, core } = this.#world;
    this.#world.trace(() => 'every read must give the newest value');
    await Promise.all(
      refs.map(async (ref) => {
        const expected = this.#newest(ref);
        try {
          const answer =
            ref.kind === 'secret' ? await secrets.findSecret(ref.id) : await secrets.findConnection(ref.id);
          const { backend, version, stale } = answer?.origin ?? {};
          const got = answer === undefined ? undefined : `${backend} ${version}`;
          verdict.expect(
            got === expected && stale !== true,
            'reads recover',
            () => `${keyOf(ref)} is ${got}${stale ? ', stale' : ''} and not ${expected}`,
          );
        } catch (error) {
          const message = core.SecretsError.is(error) ? error.message : 'another error';
          verdict.violated('reads recover', `${keyOf(ref)} failed: ${message}`);
        }
      }),
    );
  }

  #showHandles(): void {
    const { handles, verdict } = this.#world;
    for (const { ref, handle } of handles) {
      if (ref.team !== undefined) continue;
      const { current } = handle;
      const got = current === undefined ? undefined : `${current.origin.backend} ${current.origin.version}`;
      const expected = this.#newest(ref);
      verdict.expect(got === expected, 'handles live', () => `${keyOf(ref)} is ${got} and not ${expected}`);
    }
  }

  /** The first store that has it, with its newest version. */
  #newest(ref: SecretRef): string | undefined {
    const store = this.#world.stores.find((one) => one.newest(ref) !== undefined);
    return store && `${store.name} ${store.newest(ref)}`;
  }

  async #close(): Promise<void> {
    const world = this.#world;
    const { secrets, time, verdict, check, handles } = world;
    if (verdict.violation !== undefined) return;
    world.trace(() => 'close');
    check.closed = true;
    let isClosed = false;
    const closing = secrets.close().then(() => {
      isClosed = true;
    });
    for (const watch of world.watches.values()) watch.closed = true;
    await settled();
    world.observe();
    await this.#pass(CLOSE_MS);
    verdict.expect(isClosed, 'close releases', () => 'it does not end');
    verdict.expect(time.pending === 0, 'close releases', () => `${time.pending} timers are left`);
    for (const { handle } of handles)
      verdict.expect(handle.current === undefined, 'close releases', () => 'a handle has a value');
    for (const { name, closings } of world.stores)
      verdict.expect(closings === 1, 'close releases', () => `${name} was closed ${closings} times`);
    if (isClosed) await closing;
    world.ask(world.random.pick(world.refs));
    // What a backend still answers must not matter to anybody.
    await this.#pass(100_000);
  }
}
