import { median, quartiles, ratios } from './statistics.js';

const WARM_UP_MS = 300;

/**
 * Measures arms against each other: every arm takes one sample a round, the order rotates by one each round, each arm is
 * warmed and calibrated first, and garbage is collected before each sample.
 *
 * An arm is `{ name, sample, times }`, where `sample(times)` does its work so many times and gives the nanoseconds it took,
 * or a promise of them; `times` is how often, where that is not to be calibrated.
 *
 * @param {readonly { name: string, sample: (times: number) => number | Promise<number>, times?: number }[]} arms
 * @param {{ rounds?: number, sampleMs?: number, units?: number }} options `units`: how many things one time does
 */
export async function measure(arms, { rounds = 11, sampleMs = 40, units = 1 } = {}) {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error('Run Node with --expose-gc.');

  const calibrated = [];
  for (const arm of arms) {
    const times = arm.times ?? (await calibrate(arm, sampleMs));
    if (arm.times !== undefined) await warmUp(arm);
    calibrated.push({ ...arm, times, costs: [] });
  }

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

/**
 * An arm whose work is a synchronous function, in processor time, which others on the machine lengthen least. Give it a
 * function that keeps what it makes, so that none is left out.
 */
export const arm = (name, work) => ({
  name,
  sample(times) {
    const start = threadNs();
    for (let time = 0; time < times; time += 1) work();
    return threadNs() - start;
  },
});

/** An arm whose work is a function that gives a promise, each awaited before the next, and none waits for anything. */
export const asyncArm = (name, work) => ({
  name,
  async sample(times) {
    const start = threadNs();
    for (let time = 0; time < times; time += 1) await work();
    return threadNs() - start;
  },
});

/** Node 22 knows the time of the process alone, its helping threads included. */
function threadNs() {
  const { user, system } = process.threadCpuUsage?.() ?? process.cpuUsage();
  return (user + system) * 1_000;
}

/**
 * A row to print. A goal is `{ atLeast }`, how many times faster ours is, or `{ atMost }`, how many times slower it may
 * be; the ratio is the median of the ratios of each round. Without a goal the row is a report.
 */
export function row(name, ours, reference, goal) {
  const isSpeedUp = goal?.atLeast !== undefined;
  const each = isSpeedUp ? ratios(reference.costs, ours.costs) : ratios(ours.costs, reference.costs);
  const ratio = median(each);
  const shared = { name, ours: summary(ours), reference: summary(reference), ratio };
  if (goal === undefined) return shared;
  return { ...shared, goal, met: isSpeedUp ? ratio >= goal.atLeast : ratio <= goal.atMost };
}

const summary = ({ name, median, quartiles }) => ({ name, unit: 'ns', median, quartiles });

async function warmUp({ sample, times }) {
  let spentMs = 0;
  while (spentMs < WARM_UP_MS) spentMs += (await sample(times)) / 1e6;
}

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
