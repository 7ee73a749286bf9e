import assert from 'node:assert/strict';
import type { SecretsBackend } from '@chatelaine/core';
import { NotTested, type Topic } from '../conformance-case.js';
import { expectAborted, expectValue } from '../expectations.js';
import type { Subject } from '../subject.js';
import { broken } from './failures.js';

export const cancellation: Topic = {
  name: 'A caller who no longer waits',
  cases: {
    'before the call has nothing read': async (subject) => {
      const ref = await subject.seeded('x');
      const backend = await remote(subject);
      const requests = await subject.requestsOf(async () => {
        await expectAborted(backend.find(ref, { signal: AbortSignal.abort() }));
      });
      assert.ok(requests === undefined || requests === 0, 'the signal was aborted, and the store was asked');
    },
    'during a call that never ends is told so at once': async (subject) => {
      const ref = await subject.seeded('x');
      const backend = await broken(subject, 'hang');
      const controller = new AbortController();
      const end = expectAborted(backend.find(ref, { signal: controller.signal }));
      await underWay(subject);
      controller.abort();
      await end;
    },
    'does not end the wait of others': async (subject) => {
      const ref = await subject.seeded('for those who wait');
      const backend = await remote(subject);
      const controller = new AbortController();
      const leaves = backend.find(ref, { signal: controller.signal });
      const left = leaves.then(
        () => undefined,
        (error: unknown) => error,
      );
      const stays = subject.find(ref, backend);
      controller.abort();
      expectValue(await stays, 'for those who wait');
      if ((await left) !== undefined) await expectAborted(leaves);
    },
  },
};

/** Lets a call get as far as to the store. */
export async function underWay(subject: Subject): Promise<void> {
  const { requests } = subject.harness;
  const before = requests?.() ?? 0;
  for (let turn = 0; turn < 200; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (requests !== undefined && requests() > before) return;
  }
}

async function remote(subject: Subject): Promise<SecretsBackend> {
  const backend = await subject.open();
  if (backend.supports?.local === true) throw new NotTested('it answers from this machine, and nobody waits');
  return backend;
}
