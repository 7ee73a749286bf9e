import assert from 'node:assert';
import { tracingChannel } from 'node:diagnostics_channel';
import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets';
import { createSecrets, guarded } from '@chatelaine/core';
import Keyv from 'keyv';
import { asyncArm, measure, row } from '../measure.js';

const NAME = '3 cached get, async';
const ID = 'db-password';
const VALUE = 'a value of some length';
const AGE_MS = 300_000;
const GOALS = {
  function: { atMost: 1.3 },
  powertools: { atLeast: 2.4 },
  keyv: { atLeast: 15 },
  chain: { atMost: 1.1 },
};

/** One secret that is kept, read again and again, each read awaited before the next. */
export async function measureRows() {
  const one = await cachedSecrets(1);
  const five = await cachedSecrets(5);
  const hand = handWritten();
  const powertools = await cachedPowertools();
  const keyv = new Keyv();
  await keyv.set(ID, VALUE, AGE_MS);

  const arms = [
    asyncArm('ours', () => one.getSecret(ID)),
    asyncArm('ours, 5 backends', () => five.getSecret(ID)),
    asyncArm('async function over a Map', () => hand(ID)),
    asyncArm('Powertools', () => powertools.get(ID, { maxAge: AGE_MS / 1_000 })),
    asyncArm('keyv', () => keyv.get(ID)),
  ];
  const [ours, chained, written, cached, stored] = await measure(arms);
  const [unseen, seen] = await withSubscriber(arms[0]);
  await Promise.all([one.close(), five.close()]);
  return [
    row(NAME, ours, written, GOALS.function),
    row(NAME, ours, cached, GOALS.powertools),
    row(NAME, ours, stored, GOALS.keyv),
    row(`${NAME}, 5 backends`, chained, ours, GOALS.chain),
    row(`${NAME}, with a diagnostics subscriber`, seen, unseen),
  ];
}

/** Secrets of a chain whose last backend has the value, which was read once. */
async function cachedSecrets(backends) {
  const chain = Array.from({ length: backends }, (_unused, index) =>
    guarded({
      name: `backend${index}`,
      find: async () => (index === backends - 1 ? { value: VALUE, name: ID } : undefined),
    }),
  );
  const secrets = createSecrets({ backends: chain });
  assert.strictEqual((await secrets.getSecret(ID)).reveal(), VALUE);
  return secrets;
}

/** What one writes by hand, and without anything else: a Map, and the time until which a value counts. */
function handWritten() {
  const entries = new Map([[ID, { value: VALUE, until: Date.now() + AGE_MS }]]);
  return async (id) => {
    const entry = entries.get(id);
    if (entry !== undefined && Date.now() < entry.until) return entry.value;
    throw new Error('It is not there.');
  };
}

/** Powertools with a client that answers by itself. Without `maxAge` it would read the environment for each call. */
async function cachedPowertools() {
  const client = {
    config: {},
    middlewareStack: { identify: () => [], addRelativeTo: () => undefined },
    send: async () => ({ SecretString: VALUE }),
  };
  const provider = new SecretsProvider({ awsSdkV3Client: client });
  assert.strictEqual(await provider.get(ID, { maxAge: AGE_MS / 1_000 }), VALUE);
  return provider;
}

/** The same arm without and with somebody who listens, who is told nothing of answers from memory. */
async function withSubscriber(arm) {
  const channel = tracingChannel('chatelaine:find');
  const listener = { start: () => undefined, asyncEnd: () => undefined };
  const seen = {
    name: 'ours, with a subscriber',
    async sample(times) {
      channel.subscribe(listener);
      try {
        return await arm.sample(times);
      } finally {
        channel.unsubscribe(listener);
      }
    },
  };
  return measure([arm, seen]);
}
