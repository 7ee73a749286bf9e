import type { SecretRef } from '@chatelaine/core';
import { ofApplication } from './application-error.js';
import { keyOf } from './value.js';
import type { World } from './world.js';

type Deed = (world: World) => void;

const anyRef = ({ random, refs, plan }: World): SecretRef => {
  const ref = random.pick(refs);
  if (!plan.stores.some(({ versions }) => versions) || !random.chance(0.08)) return ref;
  return { ...ref, team: 'red' };
};
const anyStore = ({ random, stores }: World) => random.pick(stores);

/** Weighted: what the application and the world do in a history, one at a time. */
export const DEEDS: readonly (readonly [weight: number, deed: Deed])[] = [
  [30, (world) => world.ask(anyRef(world))],
  [8, (world) => world.ask(anyRef(world), { fresh: true })],
  [5, (world) => world.ask(anyRef(world), { timeoutMs: world.random.pick([5, 300, 3_000]) })],
  [8, askAndAbort],
  [8, askTogether],
  [9, (world) => world.askMany(someRefs(world), world.random.chance(0.2) ? { fresh: true } : {})],
  [3, askForVersion],
  [4, snapshot],
  [5, invalidate],
  [6, useHandle],
  [3, openOrClose],
  [12, rotate],
  [3, removeOrSet],
  [5, changeAccess],
  [10, changeWeather],
  [4, jump],
];

function askAndAbort(world: World): void {
  const controller = new AbortController();
  const ref = anyRef(world);
  world.ask(ref, { signal: controller.signal, fresh: world.random.chance(0.3) });
  world.time.schedule(world.random.pick([1, 15, 500, 4_000]), () => {
    world.trace(() => `abort ${keyOf(ref)}`);
    controller.abort();
  });
}

function askTogether(world: World): void {
  const ref = anyRef(world);
  askAndAbortOne(world, ref);
  for (let time = 0; time < 3; time += 1) world.ask(ref, { fresh: world.random.chance(0.2) });
}

function askAndAbortOne(world: World, ref: SecretRef): void {
  const controller = new AbortController();
  world.ask(ref, { signal: controller.signal });
  world.time.schedule(world.random.between(1, 30), () => {
    world.trace(() => `abort one of ${keyOf(ref)}`);
    controller.abort();
  });
}

function someRefs(world: World): readonly SecretRef[] {
  const refs = world.refs.filter(() => world.random.chance(0.7));
  return [...refs, anyRef(world), anyRef(world)];
}

function askForVersion(world: World): void {
  const ref = anyRef(world);
  const newest = anyStore(world).newest(ref) ?? 1;
  world.ask({ ...ref, version: String(world.random.between(Math.max(1, newest - 2), newest)) });
}

function snapshot(world: World): void {
  const ref = anyRef(world);
  const question = world.question(ref);
  const answer = world.secrets.snapshot(
    ref.team === undefined && world.random.chance(0.5) ? keyOf(ref) : ref,
  );
  world.trace(() => `snapshot ${keyOf(ref)}: ${answer?.origin.version}`);
  if (answer !== undefined) world.check.answered(question, answer);
}

function invalidate(world: World): void {
  const ref = anyRef(world);
  world.trace(() => `invalidate ${keyOf(ref)}`);
  world.ledger.invalidate(ref);
  world.secrets.invalidate(ref);
}

function useHandle(world: World): void {
  const [handle] = world.handles;
  handle?.use();
}

function openOrClose(world: World): void {
  const [handle] = world.handles;
  if (handle !== undefined && world.random.chance(0.4)) {
    world.trace(() => `close the handle of ${keyOf(handle.ref)}`);
    handle.close();
  } else if (world.handles.size < 3) {
    const listener = world.random.pick([undefined, undefined, undefined, 'closes', 'throws'] as const);
    const watch = world.openHandle(anyRef(world), () => {
      if (listener === 'closes' && world.random.chance(0.5)) watch.close();
      if (listener === 'throws') throw ofApplication;
    });
  }
}

function rotate(world: World): void {
  const ref = anyRef(world);
  const store = anyStore(world);
  store.rotate(ref);
  world.trace(() => `rotate ${keyOf(ref)} at ${store.name} to ${store.newest(ref)}`);
}

function removeOrSet(world: World): void {
  const ref = anyRef(world);
  const store = anyStore(world);
  world.trace(() => `remove or set ${keyOf(ref)} at ${store.name}`);
  if (store.newest(ref) === undefined) store.rotate(ref);
  else store.unset(ref);
}

function changeAccess(world: World): void {
  const ref = anyRef(world);
  const store = anyStore(world);
  const access = world.random.pick(['given', 'denied', 'malformed'] as const);
  world.trace(() => `access to ${keyOf(ref)} at ${store.name}: ${access}`);
  store.setAccess(ref, access);
}

function changeWeather(world: World): void {
  const store = anyStore(world);
  store.weather = world.random.weighted(world.plan.weathers);
  world.trace(() => `weather at ${store.name}: ${store.weather}`);
}

function jump(world: World): void {
  if (!world.plan.jumps) return;
  const ms = world.random.pick([-3_600_000, -60_000, -5_000, -500, 500, 5_000, 60_000, 3_600_000]);
  world.trace(() => `the clock jumps by ${ms} ms`);
  world.time.jump(ms);
}
