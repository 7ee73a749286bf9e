import assert from 'node:assert';
import { createSecrets } from '@chatelaine/core';
import { LRUCache } from 'lru-cache';
import { arm, measure, row } from '../measure.js';

const NAME = '3b cached get, sync';
const COUNT = 64;
const IDS = Array.from({ length: COUNT }, (_unused, index) => `db-password-${index}`);
const TEXTS = IDS.map((id) => `secret/${id}`);
const REFS = IDS.map((id) => ({ kind: 'secret', id }));
const VALUE = 'a value of some length';
const AGE_MS = 300_000;
const GOALS = { map: { atMost: 2 }, lru: { atMost: 1 } };

/** 64 secrets that are kept, read in turn again and again without waiting. */
export async function measureRows() {
  const secrets = createSecrets({
    backends: [{ name: 'vault', find: async () => ({ value: VALUE, name: 'stored' }) }],
  });
  for (const id of IDS) await secrets.getSecret(id);
  const handles = TEXTS.map((text) => secrets.handle(text));
  for (const handle of handles) await handle.ready();
  const map = handWritten();
  const lru = new LRUCache({ max: 1_000, ttl: AGE_MS });
  for (const id of IDS) lru.set(id, { value: VALUE });

  let kept;
  const keep = (name, get) =>
    arm(name, () => {
      for (let index = 0; index < COUNT; index += 1) kept = get(index);
    });
  const [byText, byObject, byHandle, written, cached] = await measure(
    [
      keep('snapshot of a text', (index) => secrets.snapshot(TEXTS[index])),
      keep('snapshot of an object', (index) => secrets.snapshot(REFS[index])),
      keep('handle.current', (index) => handles[index].current),
      keep('Map.get + coarse clock', (index) => map(IDS[index])),
      keep('lru-cache with ttl', (index) => lru.get(IDS[index])),
    ],
    { units: COUNT },
  );
  assert.notStrictEqual(kept, undefined);
  await secrets.close();
  const ours = Object.entries({
    'snapshot of a text': byText,
    'snapshot of an object': byObject,
    'handle.current': byHandle,
  });
  return ours.flatMap(([what, measured]) => [
    row(`${NAME}, ${what}`, measured, written, GOALS.map),
    row(`${NAME}, ${what}`, measured, cached, GOALS.lru),
  ]);
}

/** A Map, and a time that is read once in 10 ms. */
function handWritten() {
  const until = Date.now() + AGE_MS;
  const entries = new Map(IDS.map((id) => [id, { value: { value: VALUE }, until }]));
  let now = Date.now();
  setInterval(() => {
    now = Date.now();
  }, 10).unref();
  return (id) => {
    const entry = entries.get(id);
    return entry !== undefined && now < entry.until ? entry.value : undefined;
  };
}
