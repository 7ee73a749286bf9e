// Reads, rotates and fails for ten minutes on real timers, and fails itself when memory grew. `npm run soak`, or
// `npm run soak -- --minutes 1`. The heap is measured after each collection of garbage. Reads that are under way come and go
// with the faults, so what counts is the lowest measurement of each twentieth of the time: how much a straight line through
// them climbs, the first two left out, in which everything is made that stays.
import { parseArgs } from 'node:util';
import { createSecrets, guarded, SecretsError } from '@chatelaine/core';
import { memory, unreliable } from '@chatelaine/testing';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const MINUTES = Number(values.minutes);
if (!(MINUTES > 0)) throw new Error('--minutes is a number above 0.');
const collect = globalThis.gc;
if (collect === undefined) throw new Error('Run Node with --expose-gc, or `npm run soak`.');

const READERS = 100;
const SECRETS = 500;
const PAUSE_MS = 10;
const ROTATE_MS = 50;
const SPANS = 20;
const SAMPLES_A_SPAN = 15;
/** The measurements of a heap that keeps its size scatter by about as much. */
const MOST_GROWTH_BYTES = 512 * 1024;
/** How often the store fails a number of calls in a row, and which way. */
const STORM_MS = 7_000;
const STORM_CALLS = 6;
const FAULTS = ['throttled', 'unavailable', 'denied', 'malformed', 'hang', { retryAfterMs: 200 }];
const AGES = { refreshAfterMs: 2_000, freshMs: 3_000, hardMs: 20_000, missingMs: 1_000 };
const MOST_VERSIONS = 2;

const ids = Array.from({ length: SECRETS }, (_unused, index) => `secret-${index}`);
const textAt = (id, turn) => `${id} ${turn} ${'x'.repeat(200)}`;
const store = memory({
  name: 'store',
  local: false,
  secrets: Object.fromEntries(ids.map((id) => [`secret/${id}`, textAt(id, 0)])),
});
const faulty = unreliable(store, { chance: 0.002, faults: FAULTS, latencyMs: [0, 5] });
const secrets = createSecrets({
  // A pace of its own: what is assumed of a store that throttles is less than so many readers ask for.
  backends: [
    guarded(faulty, {
      timeoutMs: 500,
      breaker: { longestMs: 2_000 },
      pace: { requests: 2_000, perMs: 1_000 },
    }),
  ],
  // Less room than there are secrets and names that are not there.
  cache: { ...AGES, maxEntries: SECRETS + 100 },
});

const unheard = [];
process.on('unhandledRejection', (reason) => unheard.push(reason));
const counts = { answered: 0, missing: 0, changes: 0, failed: {} };
const endsAt = performance.now() + MINUTES * 60_000;
const isOver = () => performance.now() >= endsAt;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const readers = Array.from({ length: READERS }, (_unused, index) => read(index));
const handles = ids.slice(0, 20).map((id) => secrets.handle(`secret/${id}`));
for (const handle of handles) handle.onChange(() => (counts.changes += 1));
const samples = await measured([rotate(), rage()]);
await Promise.all(readers);
const stats = secrets.stats();
await secrets.close();
await pause(100);
const left = process.getActiveResourcesInfo().filter((resource) => !resource.endsWith('Wrap'));
report();

async function read(index) {
  for (let turn = 0; !isOver(); turn += 1) {
    const id = ids[(index * 31 + turn * 7) % SECRETS];
    try {
      await one(id, turn);
    } catch (error) {
      if (!SecretsError.is(error)) throw error;
      counts.failed[error.code] = (counts.failed[error.code] ?? 0) + 1;
    }
    await pause(PAUSE_MS);
  }
}

/** Every way to read, the plain one most often. */
async function one(id, turn) {
  const kind = turn % 20;
  if (kind === 0) return counted(await secrets.getSecret(id, { fresh: true }));
  if (kind === 1) return counted(await secrets.getSecret(id, { timeoutMs: 3 }));
  if (kind === 2) return counted(await secrets.getSecret(id, { signal: AbortSignal.timeout(2) }));
  if (kind === 3) return counted(await secrets.findSecret(`absent-${turn}-${id}`));
  if (kind === 4) secrets.invalidate(`secret/${id}`);
  if (kind === 5) {
    const handle = secrets.handle(`secret/${id}`);
    try {
      return counted(await handle.ready());
    } finally {
      handle.close();
    }
  }
  if (kind === 6) {
    const results = await secrets.getMany([`secret/${id}`, `secret/${ids[turn % SECRETS]}`]);
    for (const { value } of results) counted(value);
    return;
  }
  return counted(await secrets.getSecret(id));
}

function counted(answer) {
  if (answer === undefined) counts.missing += 1;
  else counts.answered += 1;
}

/** Gives one secret after the other a new value. */
function rotate() {
  let turn = 0;
  return setInterval(() => {
    turn += 1;
    const ref = `secret/${ids[turn % SECRETS]}`;
    // All versions are kept there: a store that is as large in the end as at the beginning tells nothing about itself.
    if (store.contents.get(ref)?.versions.length >= MOST_VERSIONS) store.contents.delete(ref);
    store.contents.set(ref, textAt(ids[turn % SECRETS], turn));
  }, ROTATE_MS);
}

function rage() {
  let storm = 0;
  return setInterval(() => {
    storm += 1;
    const fault = FAULTS[storm % FAULTS.length];
    faulty.fail(...Array.from({ length: STORM_CALLS }, () => fault));
  }, STORM_MS);
}

async function measured(intervals) {
  const lowest = [];
  for (let span = 0; span < SPANS; span += 1) {
    const heaps = [];
    for (let sample = 0; sample < SAMPLES_A_SPAN; sample += 1) {
      await pause((MINUTES * 60_000) / SPANS / SAMPLES_A_SPAN);
      faulty.calls.length = 0;
      collect();
      const { heapUsed, external } = process.memoryUsage();
      heaps.push(heapUsed + external);
    }
    lowest.push(Math.min(...heaps));
    const [low, high] = [lowest.at(-1), Math.max(...heaps)].map(megabytes);
    console.log(`${Math.round(performance.now() / 1_000)} s: ${low} to ${high}`);
  }
  for (const interval of intervals) clearInterval(interval);
  return lowest.slice(2);
}

function report() {
  const growth = climbOf(samples);
  console.log(
    [
      `${MINUTES} min on Node ${process.versions.node}: ${counts.answered} answers, ${counts.missing} not found, ` +
        `${counts.changes} changes of handles`,
      `failed: ${JSON.stringify(counts.failed)}`,
      `cache: ${JSON.stringify(stats)}`,
      `lowest heaps: ${megabytes(samples[0])} at first, ${megabytes(samples.at(-1))} in the end, at most ` +
        `${megabytes(Math.max(...samples))}; the line climbs ${(growth / 1024).toFixed(0)} KiB`,
      `left after close: ${left.join(', ') || 'nothing'}; unhandled rejections: ${unheard.length}`,
    ].join('\n'),
  );
  const problems = [
    growth > MOST_GROWTH_BYTES && `memory grew by more than ${MOST_GROWTH_BYTES / 1024} KiB`,
    left.length > 0 && 'something is left after close',
    unheard.length > 0 && 'rejections were not handled',
    counts.answered === 0 && 'nothing was answered',
  ].filter((problem) => problem !== false);
  for (const problem of problems) console.error(`Failed: ${problem}.`);
  process.exit(problems.length === 0 ? 0 : 1);
}

/** How much a straight line through the samples climbs from the first to the last, by least squares. */
function climbOf(heights) {
  const middle = (heights.length - 1) / 2;
  const mean = heights.reduce((sum, height) => sum + height, 0) / heights.length;
  let [products, squares] = [0, 0];
  for (const [index, height] of heights.entries()) {
    products += (index - middle) * (height - mean);
    squares += (index - middle) ** 2;
  }
  return (products / squares) * (heights.length - 1);
}

function megabytes(bytes) {
  return `${(bytes / 1024 / 1024).toFixed(2)} MB`;
}
