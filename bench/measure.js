import { median, quartiles, ratios } from './statistics.js';

const WARM_UP_MS = 300;

/**
 * Measures arms against each other: every arm takes one sample a round, the order rotates by one each round, each arm is
 * warmed and calibrated first, and garbage is collected before each sample.
 *
 * An arm is `{ name, sample }`, where `sample(times)` does its work so many times and gives the nanoseconds it took, or a
 * promise of them.
 *
 * @param {readonly { name: string, sample: (times: number) => number | Promise<number> }[]} arms
 * @param {{ rounds?: number, sampleMs?: number, units?: number }} options `units`: how many things one time does
 */
export async function measure(arms, { rounds = 11, sampleMs = 40, units = 1 } = {}) {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error('Run Node with --expose-gc.');

  const calibrated = [];
  for (const arm of arms) calibrated.push({ ...arm, times: await calibrate(arm, sampleMs), costs: [] });

  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < calibrated.length; turn += 1) {
      const arm = calibrated[(round + turn) % calibrated.length];
      collect();
      arm.costs.push((await arm.sample(arm.times)) / arm.times / units);
    }
  }
  return calibrated.map(({ name, costs }) => ({
    name,
    costs,
    median: median(costs),
    quartiles: quartiles(costs),
  }));
}

/** An arm whose work is a synchronous function. Give it a function that keeps what it makes, so that none is left out. */
export const arm = (name, work) => ({
  name,
  sample(times) {
    const start = process.hrtime.bigint();
    for (let time = 0; time < times; time += 1) work();
    return Number(process.hrtime.bigint() - start);
  },
});

/**
 * A row to print. A goal is `{ atLeast }`, how many times faster ours is, or `{ atMost }`, how many times slower it may
 * be; the ratio is the median of the ratios of each round.
 */
export function row(name, ours, reference, goal) {
  const isSpeedUp = goal.atLeast !== undefined;
  const each = isSpeedUp ? ratios(reference.costs, ours.costs) : ratios(ours.costs, reference.costs);
  const ratio = median(each);
  const met = isSpeedUp ? ratio >= goal.atLeast : ratio <= goal.atMost;
  return { name, ours: summary(ours), reference: summary(reference), ratio, goal, met };
}

const summary = ({ name, median, quartiles }) => ({ name, unit: 'ns', median, quartiles });

/** How often an arm must do its work for one sample of that length. */
async function calibrate({ sample }, sampleMs) {
  let times = 1;
  let spent = 0;
  for (;;) {
    const ms = (await sample(times)) / 1e6;
    spent += ms;
    if (ms >= sampleMs / 2 && spent >= WARM_UP_MS) return Math.max(1, Math.round((times * sampleMs) / ms));
    if (ms < sampleMs / 2) times *= 2;
  }
}
