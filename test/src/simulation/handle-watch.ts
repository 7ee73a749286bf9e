import type { Answer, SecretHandle, SecretRef } from '@chatelaine/core';
import { ofApplication } from './application-error.js';
import { keyOf } from './value.js';
import type { World } from './world.js';

/** A function was refused by the service that the secret is for. */
const refusal = new Error('password authentication failed');

const POLL_MS = 30_000;

/** One handle of the application, and what must hold for it. */
export class HandleWatch {
  readonly ref: SecretRef;
  readonly handle: SecretHandle<Answer>;
  readonly #world: World;
  #newest = 0;
  #store = '';
  isOpen = true;

  constructor(world: World, ref: SecretRef, listener?: (handle: SecretHandle<Answer>) => void) {
    this.ref = ref;
    this.#world = world;
    this.handle = world.secrets.handle(ref);
    this.handle.onChange((answer) => this.#see(answer));
    if (listener !== undefined) this.handle.onChange(() => listener(this.handle));
  }

  close(): void {
    this.isOpen = false;
    this.handle.close();
    this.#world.handles.delete(this);
  }

  /** What must hold for its value between two events. */
  observe(): void {
    const { current } = this.handle;
    const { verdict, ledger, time, check, plan } = this.#world;
    if (current === undefined) return;
    this.#see(current);
    const given = check.given(this.ref, current);
    if (given === undefined || !plan.cache) return;
    const now = time.now();
    const what = () => `${keyOf(this.ref)} version ${given.counter} at the age of ${now - given.beganAt} ms`;
    // What the cache does not keep, because there is no room or it was invalidated, is read anew every 30 s.
    const isPolled = time.elapsed < given.latest.endedAt + POLL_MS + this.#world.chainMs;
    verdict.expect(isPolled || now < given.latest.hardUntil, 'handle age', what);
    const isRefused = given.ended < ledger.of(current.origin.backend, keyOf(this.ref)).refused;
    verdict.expect(isPolled || now < given.latest.freshUntil || !isRefused, 'handle age', what);
  }

  /** Uses the value where only the newest version is accepted. */
  use(): void {
    const { ref, handle } = this;
    const world = this.#world;
    const question = world.question(ref);
    const tried: (string | undefined)[] = [];
    const isAlwaysRefused = world.random.chance(0.2);
    world.trace(() => `use ${keyOf(ref)}`);
    const using = handle.use(
      (answer) => {
        tried.push(`${answer.origin.backend} ${answer.origin.version}`);
        const newest = world.stores.find(({ name }) => name === answer.origin.backend)?.newest(ref);
        if (isAlwaysRefused || String(newest) !== answer.origin.version) throw refusal;
        return answer;
      },
      { isRefused: (error) => error === refusal, previous: world.random.chance(0.3) },
    );
    const done = () => {
      world.trace(() => `used ${keyOf(ref)}: ${tried.join(', ')}`);
      world.verdict.expect(
        tried.length <= 2 && new Set(tried).size === tried.length,
        'used twice at most',
        () => `${keyOf(ref)}: ${tried.join(', ')}`,
      );
    };
    world.wait(
      `use of ${keyOf(ref)}`,
      // The first value, one that is newer, and the one before.
      { timeoutMs: 6 * world.chainMs },
      using,
      {
        answered: done,
        failed: (error) => {
          done();
          const isClosed = !this.isOpen && world.core.SecretsError.is(error, 'CLOSED');
          if (error !== refusal && error !== ofApplication && !isClosed) world.check.failed(question, error);
        },
      },
    );
  }

  #see(answer: Answer): void {
    const { backend, version } = answer.origin;
    const counter = Number(version);
    const { verdict } = this.#world;
    if (backend === this.#store)
      verdict.expect(
        counter >= this.#newest,
        'never back',
        () => `the handle of ${keyOf(this.ref)} has ${counter} after ${this.#newest}`,
      );
    this.#store = backend;
    this.#newest = counter;
  }
}
