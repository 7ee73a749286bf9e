import assert from 'node:assert/strict';
import { createSecrets, type Secrets } from '@chatelaine/core';
import { NotTested, orNotTested, type Topic } from '../conformance-case.js';
import { expectCode, failureOf } from '../expectations.js';
import type { Subject } from '../subject.js';

const URI = 'postgres://scott:t%40ger@db.example:5432/app?sslmode=require';
const JSON_TEXT = '{"conn_type": "postgres", "host": "db.example", "port": 5432, "password": "t@ger"}';

export const application: Topic = {
  name: 'An application with nothing but this backend',
  cases: {
    'reads a connection that is stored as a URI, and one as JSON': async (subject) => {
      if (!(await subject.kinds()).includes('connection'))
        throw new NotTested('connections are not looked up');
      const stored = [await subject.seeded(URI, 'connection'), await subject.seeded(JSON_TEXT, 'connection')];
      await withSecrets(subject, async (secrets) => {
        for (const { id } of stored) {
          const { host, port, password } = (await secrets.getConnection(id)).reveal();
          assert.deepEqual([host, port, password], ['db.example', 5432, 't@ger']);
        }
      });
    },
    'is told what is there, what is not, and who was asked': async (subject) => {
      const { kind, id } = await subject.seeded('the text');
      const absent = await subject.fresh(kind);
      await withSecrets(subject, async (secrets, name) => {
        const [found, missing] = await secrets.getMany([{ kind, id }, absent]);
        assert.equal(found?.outcome, 'found');
        assert.equal(missing?.outcome, 'missing');
        const { steps } = await secrets.explain({ kind, id });
        assert.equal(steps[0]?.backend, name);
      });
    },
    'is told of a denial, and never that nothing was found': async (subject) => {
      const open = orNotTested(subject.harness.openDenied);
      const { kind, id } = await subject.seeded('denied');
      const secrets = createSecrets({ backends: [await subject.opened(open())] });
      try {
        const [result] = await secrets.getMany([{ kind, id }]);
        assert.ok(result?.outcome === 'failed', `the outcome is ${result?.outcome}, and must be a failure`);
        expectCode(result.error, 'ACCESS_DENIED');
      } finally {
        await secrets.close();
      }
    },
    'is told that it has closed': async (subject) => {
      const { kind, id } = await subject.seeded('x');
      const secrets = createSecrets({ backends: [await subject.open()] });
      await secrets.close();
      expectCode(await failureOf(secrets.getMany([{ kind, id }])), 'CLOSED');
    },
  },
};

async function withSecrets(
  subject: Subject,
  work: (secrets: Secrets, backend: string) => Promise<void>,
): Promise<void> {
  const backend = await subject.open();
  const secrets = createSecrets({ backends: [backend] });
  try {
    await work(secrets, backend.name);
  } finally {
    await secrets.close();
  }
}
