import assert from 'node:assert/strict';
import type { SecretChange, SecretRef, SecretsBackend } from '@chatelaine/core';
import type { Topic } from '../conformance-case.js';
import { expectAborted, expectCode, failureOf } from '../expectations.js';
import { methodOf, type Subject } from '../subject.js';

export const watching: Topic = {
  name: 'A watch',
  applies: ({ capabilities }) => capabilities.watch,
  cases: {
    'tells of a change under the name that locate gives': async (subject) => {
      const backend = await subject.open();
      const ref = await subject.seeded('before');
      const { changes, end } = watched(backend);
      await expectTold(subject, { backend, changes, ref });
      await end();
    },
    'tells of a secret that is new': async (subject) => {
      const backend = await subject.open();
      const { changes, end } = watched(backend);
      const ref = await subject.fresh();
      await expectTold(subject, { backend, changes, ref });
      await end();
    },
    'ends when its signal says so': async (subject) => {
      const backend = await subject.open();
      const { changes, end } = watched(backend);
      const over = endOf(changes);
      await end();
      const error = await over;
      if (error !== undefined) await expectAborted(Promise.reject(error));
    },
    'ends when its backend is closed': async (subject) => {
      const backend = await subject.open();
      const { changes } = watched(backend);
      const over = endOf(changes);
      await methodOf(backend, 'close')();
      const error = await over;
      if (error !== undefined) expectCode(await failureOf(Promise.reject(error)), 'CLOSED');
    },
  },
};

interface Watched {
  readonly changes: AsyncIterator<SecretChange, undefined>;
  end(): Promise<void>;
}

function watched(backend: SecretsBackend): Watched {
  const controller = new AbortController();
  const changes = methodOf(backend, 'watch')({ signal: controller.signal })[Symbol.asyncIterator]();
  return {
    changes,
    end: async () => {
      controller.abort();
      await changes.return?.().catch((error: unknown) => error);
    },
  };
}

/** What ended a watch, if it was an error; what changed before its end may still be told. */
async function endOf(changes: Watched['changes']): Promise<unknown> {
  try {
    for (let change = await changes.next(); change.done !== true; ) change = await changes.next();
    return undefined;
  } catch (error) {
    return error;
  }
}

interface Expected {
  readonly backend: SecretsBackend;
  readonly changes: Watched['changes'];
  readonly ref: SecretRef;
}

/** As many changes of others as may be told before the one that is waited for. */
const LATE = 100;
/** As often as something is changed for a watch that tells of nothing: for a minute. */
const TIMES = 600;

/** Changes a secret until the watch tells of it: what changes before the store has begun to tell need not be told. */
async function expectTold(subject: Subject, { backend, changes, ref }: Expected): Promise<void> {
  let isTold = false;
  const told = firstOf(backend, changes, ref).finally(() => {
    isTold = true;
  });
  const settled = told.catch((error: unknown) => error);
  for (let time = 0; !isTold; time += 1) {
    assert.ok(time < TIMES, 'the watch tells of nothing');
    await subject.seed(ref, `change ${time}`);
    await Promise.race([settled, pause(time)]);
  }
  await told;
}

/** Waits for the change of a reference, and for one that may be about anything. */
async function firstOf(backend: SecretsBackend, changes: Watched['changes'], ref: SecretRef): Promise<void> {
  const location = backend.locate?.(ref);
  const names = location !== undefined && 'names' in location ? location.names : [];
  for (let late = 0; late < LATE; late += 1) {
    const { done, value } = await changes.next();
    assert.notEqual(done, true, 'the watch ended by itself');
    if (value?.name === undefined || names.includes(value.name)) return;
  }
  assert.fail('the watch tells of changes, and of none under a name that locate gives');
}

/** A store in this process tells at once; others are not flooded with changes. */
function pause(time: number): Promise<void> {
  return new Promise((resolve) => {
    if (time < 5) setImmediate(resolve);
    else setTimeout(resolve, 100);
  });
}
