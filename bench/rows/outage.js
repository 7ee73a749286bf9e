import assert from 'node:assert';
import { createSecrets, SecretsError } from '@chatelaine/core';
import { countRow } from '../count.js';
import { VirtualClock } from '../outage/virtual-clock.js';

const NAME = '8 vault down for 10 minutes';
const SECRETS = 100;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const BEFORE = 2 * MINUTE;
const OUTAGE = 10 * MINUTE;
/** The longest time for which a backend that failed is left alone, a fifth more by chance. */
const LONGEST_PAUSE_S = 36;
/**
 * At most 16 reads under way when it begins and 10 retries; then one read a pause, of 1, 2, 4, 8, 16 s, and 30 s from then
 * on, each a fifth shorter by chance.
 */
const BUDGET = 16 + 10 + 5 + Math.ceil(OUTAGE / (0.8 * 30 * SECOND));

/** A hundred secrets, read each second by virtual time, of a vault that cannot be reached for ten minutes. */
export async function measureRows() {
  const clock = new VirtualClock();
  const vault = breakableVault(clock);
  const secrets = createSecrets({ backends: [vault], clock, random: numbers() });
  const ids = Array.from({ length: SECRETS }, (_unused, index) => `secret-${index}`);
  const readAll = async () => {
    const reading = Promise.allSettled(ids.map((id) => secrets.getSecret(id)));
    await clock.advance(SECOND);
    return reading;
  };

  for (let elapsed = 0; elapsed < BEFORE; elapsed += SECOND) await readAll();

  vault.isDown = true;
  const before = vault.asked;
  let [answered, reads] = [0, 0];
  for (let elapsed = 0; elapsed < OUTAGE; elapsed += SECOND) {
    const results = await readAll();
    reads += results.length;
    answered += results.filter(({ status }) => status === 'fulfilled').length;
  }
  const calls = vault.asked - before;

  vault.isDown = false;
  vault.value = 'after';
  let seconds = 0;
  for (let isFresh = false; !isFresh; ) {
    seconds += 1;
    assert(seconds <= OUTAGE / SECOND, 'It never recovered.');
    isFresh = (await readAll()).every(({ value }) => value?.reveal() === 'after');
  }
  await secrets.close();
  return [
    countRow(`${NAME}, reads that were answered`, {
      unit: '%',
      ours: (100 * answered) / reads,
      goal: { exactly: 100 },
    }),
    countRow(`${NAME}, calls meanwhile for 100 secrets`, {
      unit: 'calls',
      ours: calls,
      goal: { atMost: BUDGET },
    }),
    countRow(`${NAME}, until all are fresh again`, {
      unit: 's',
      ours: seconds,
      goal: { atMost: LONGEST_PAUSE_S },
    }),
  ];
}

function breakableVault(clock) {
  return {
    name: 'vault',
    isDown: false,
    value: 'before',
    asked: 0,
    async find({ id }) {
      this.asked += 1;
      await new Promise((resolve) => clock.after(5, resolve));
      if (this.isDown) throw new SecretsError('UNAVAILABLE', 'vault: cannot be reached.');
      return { value: this.value, name: id };
    },
  };
}

/** The same numbers from 0 to 1 in every run. */
function numbers() {
  let state = 20_26;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
