import assert from 'node:assert';
import { createSecrets } from '@chatelaine/core';
import { countRow } from '../count.js';
import { exactSleep } from '../exact-sleep.js';
import { measure, row } from '../measure.js';

const NAME = '7 1,000 secrets, 2 ms a request';
const COUNT = 1_000;
const REQUEST_MS = 2;
const AT_A_TIME = 16;
const ROUNDS = 9;
const GOALS = { serial: { atLeast: 9 }, pool: { atMost: 1.05 }, most: { atMost: AT_A_TIME } };

/** All of 1,000 secrets, none of them kept, of a backend that answers one after 2 ms. */
export async function measureRows() {
  const ids = Array.from({ length: COUNT }, (_unused, index) => `secret-${index}`);
  const vault = slowVault();
  const [ours, serial, pool] = await measure(
    [
      elapsedArm('getMany', async () => {
        const secrets = createSecrets({ backends: [vault] });
        const results = await secrets.getMany(ids.map((id) => `secret/${id}`));
        assert(results.every(({ outcome }) => outcome === 'found'));
        await secrets.close();
      }),
      elapsedArm('one after the other', async () => {
        for (const id of ids) await vault.find({ kind: 'secret', id });
      }),
      elapsedArm('a pool of 16', () => pooled(ids, (id) => vault.find({ kind: 'secret', id }))),
    ],
    { rounds: ROUNDS },
  );
  return [
    row(NAME, ours, serial, GOALS.serial),
    row(NAME, ours, pool, GOALS.pool),
    countRow(`${NAME}, at the same time`, { unit: 'requests', ours: vault.most(), goal: GOALS.most }),
  ];
}

function slowVault() {
  let running = 0;
  let most = 0;
  return {
    name: 'vault',
    async find({ id }) {
      running += 1;
      most = Math.max(most, running);
      await exactSleep(REQUEST_MS);
      running -= 1;
      return { value: `value of ${id}`, name: id };
    },
    most: () => most,
  };
}

/** What one writes by hand: sixteen who take the next id until none is left. */
async function pooled(ids, get) {
  const answers = [];
  let next = 0;
  const worker = async () => {
    while (next < ids.length) {
      const index = next;
      next += 1;
      answers[index] = await get(ids[index]);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return answers;
}

const elapsedArm = (name, work) => ({
  name,
  times: 1,
  async sample() {
    const start = process.hrtime.bigint();
    await work();
    return Number(process.hrtime.bigint() - start);
  },
});
