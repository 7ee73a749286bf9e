import assert from 'node:assert';
import { createSecrets } from '@chatelaine/core';
import { LRUCache } from 'lru-cache';
import { countRow } from '../count.js';

const NAME = '9 memory';
const COUNT = 10_000;
const GETS = 1_000_000;
const KIB = 1024;
/** The heap of a process that does nothing moves by some KiB between two collections. */
const GOAL = { atMost: 64 };
const IDS = Array.from({ length: COUNT }, (_unused, index) => `db-password-${index}`);

/** What 10,000 kept secrets take beside their values, and what a million reads of them leave behind. */
export async function measureRows() {
  // Compiled and grown to its size by another run of the same.
  await (await filled()).close();

  const map = new Map();
  const mapBytes = await grown(async () => {
    for (const id of IDS) map.set(id, textAt(id));
  });
  const lru = new LRUCache({ max: COUNT, ttl: 300_000 });
  const lruBytes = await grown(async () => {
    for (const id of IDS) lru.set(id, { value: textAt(id) });
  });
  let secrets;
  const ourBytes = await grown(async () => {
    secrets = await filled();
  });
  await read(secrets, COUNT);
  const growth = await grown(() => read(secrets, GETS));

  assert.strictEqual(secrets.stats().entries, COUNT);
  assert.strictEqual(map.size + lru.size, 2 * COUNT);
  await secrets.close();
  return [
    megabytesRow('10,000 cached secrets', ourBytes, { name: 'Map', bytes: mapBytes }),
    megabytesRow('10,000 cached secrets', ourBytes, { name: 'lru-cache with ttl', bytes: lruBytes }),
    countRow(`${NAME}, growth after 1,000,000 gets`, {
      unit: 'KiB',
      ours: Math.round(growth / KIB),
      goal: GOAL,
    }),
  ];
}

/** Secrets that have all of them. */
async function filled() {
  const secrets = createSecrets({
    backends: [{ name: 'vault', find: async ({ id }) => ({ value: textAt(id), name: id }) }],
    cache: { maxEntries: COUNT },
  });
  for (const id of IDS) await secrets.getSecret(id);
  return secrets;
}

async function read(secrets, gets) {
  for (let get = 0; get < gets; get += 1) await secrets.getSecret(IDS[get % COUNT]);
}

/** How much larger the heap is after some work, garbage collected. */
async function grown(work) {
  const before = await heapBytes();
  await work();
  return (await heapBytes()) - before;
}

async function heapBytes() {
  // What ends with a turn of the event loop, and what one collection only marks.
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.gc();
  }
  return process.memoryUsage().heapUsed;
}

/** 40 characters of its own for each secret, in one piece. */
function textAt(id) {
  return Buffer.from(`value of ${id}`.padEnd(40, '.')).toString('latin1');
}

function megabytesRow(name, ours, reference) {
  const inMegabytes = (bytes) => bytes / KIB / KIB;
  return {
    name: `${NAME}, ${name}`,
    ours: { name: 'ours', unit: 'MB', count: inMegabytes(ours) },
    reference: { name: reference.name, unit: 'MB', count: inMegabytes(reference.bytes) },
    ratio: ours / reference.bytes,
  };
}
