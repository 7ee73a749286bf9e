import { countRow } from '../count.js';
import { measure, row } from '../measure.js';
import { costsOf, filesOf, wallNs } from '../start-up/run-program.js';
import { median } from '../statistics.js';

const PROGRAMS = {
  empty: 'empty.js',
  core: 'core.js',
  door: 'front-door.js',
  value: 'first-value.js',
  azure: 'azure-backend.js',
};
const TIMES = 3;
const ROUNDS = 15;
const MEBIBYTE = 2 ** 20;
const GOALS = { core: { atMost: 1.1 }, door: { atMost: 1.25 }, memory: { atMost: 2 }, none: { exactly: 0 } };
/** What is not loaded before it is needed, and that is every package but ours and the schema library. */
const LATER = /\/node_modules\/(?!(?:chatelaine|@chatelaine|valibot|@valibot)\/)/;

/** Whole processes, from their start to their end. */
export async function measureRows() {
  const { empty, core, door, value, azure } = PROGRAMS;
  const memory = { [empty]: [], [core]: [] };
  const [nothingWall, coreWall, doorWall, valueWall] = await measure(
    [empty, core, door, value].map(wallArm),
    {
      rounds: ROUNDS,
    },
  );
  const [nothingCpu, coreCpu, doorCpu, valueCpu] = await measure(
    [empty, core, door, value].map((program) => cpuArm(program, memory[program])),
    { rounds: ROUNDS },
  );
  return [
    row('1 import of core, elapsed', coreWall, nothingWall, GOALS.core),
    row('1 import of core, processor time', coreCpu, nothingCpu, GOALS.core),
    countRow('1 import of core, memory beside Node', {
      unit: 'MB',
      ours: (median(memory[core]) - median(memory[empty])) / MEBIBYTE,
      goal: GOALS.memory,
    }),
    filesRow('1 import of core, third-party files', core, /\/node_modules\//),
    row('1b import of chatelaine, elapsed', doorWall, nothingWall, GOALS.door),
    row('1b import of chatelaine, processor time', doorCpu, nothingCpu, GOALS.door),
    row('1b a config and the first value, elapsed', valueWall, nothingWall),
    row('1b a config and the first value, processor time', valueCpu, nothingCpu),
    filesRow('1b import of chatelaine, files of YAML, TOML, inversify and SDKs', door, LATER),
    filesRow('1c an Azure backend before the first get, files of an SDK', azure, LATER),
  ];
}

const wallArm = (program) => ({
  name: program,
  times: TIMES,
  sample: (times) => sumOf(times, () => wallNs(program)),
});

const cpuArm = (program, memory) => ({
  name: program,
  times: TIMES,
  sample: (times) =>
    sumOf(times, () => {
      const { cpuNs, rssBytes } = costsOf(program);
      memory?.push(rssBytes);
      return cpuNs;
    }),
});

function sumOf(times, cost) {
  let sum = 0;
  for (let time = 0; time < times; time += 1) sum += cost();
  return sum;
}

function filesRow(name, program, pattern) {
  const ours = filesOf(program).filter((url) => pattern.test(url)).length;
  return countRow(name, { unit: 'files', ours, goal: GOALS.none });
}
