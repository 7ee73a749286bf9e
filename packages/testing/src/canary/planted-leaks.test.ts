import { execFileSync, execSync, spawn, spawnSync } from 'node:child_process';
import { channel, tracingChannel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { inspect } from 'node:util';
import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import { findLeaks } from './find-leaks.js';
import type { Slip } from './leaky-provider.test.fixture.js';
import { checkWithSlip, denied, fail, onVariable } from './leaky-provider.test.fixture.js';

describe('A planted leak', function () {
  this.timeout(60_000);

  const slips: readonly [channel: string, where: RegExp, slip: Slip][] = [
    ['a message', /→ error\.message$/, (value) => fail(denied(`no ${value}`))],
    ['a part of a message', /→ error\.message$/, (value) => fail(denied(`no ${value.slice(3, 9)}…`))],
    ['a stack', /→ error\.stack$/, (value) => fail(denied('no', { stack: `at ${value}` }))],
    ['a hint', /→ error\.hint$/, (value) => fail(new SecretsError('ACCESS_DENIED', 'no', { hint: value }))],
    [
      'a property',
      /→ error\.body\.given\.1$/,
      (value) => fail(denied('no', { body: { given: [1, value] } })),
    ],
    ['a property by its name', /a key of .*→ error$/, (value) => fail(denied('no', { [value]: 1 }))],
    [
      'a symbol',
      /→ error\[Symbol\(body\)\]$/,
      (value) => fail(Object.defineProperty(denied('no'), Symbol('body'), { value })),
    ],
    [
      'a property that is inherited',
      /→ error\.body$/,
      (value) => fail(Object.create(denied('no'), { body: { get: () => value } })),
    ],
    ['a cause', /→ error\.cause\.message$/, (value) => fail(denied('no', { cause: new Error(value) }))],
    [
      'the cause of a cause',
      /→ error\.cause\.cause\.message$/,
      (value) => fail(denied('no', { cause: new Error('x', { cause: new Error(value) }) })),
    ],
    [
      'one of several errors',
      /→ error\.errors\.0\.message$/,
      (value) => fail(denied('no', { errors: [new Error(value)] })),
    ],
    ['bytes', /→ error\.body$/, (value) => fail(denied('no', { body: Buffer.from(value) }))],
    [
      'a map',
      /a value of .*→ error\.body$/,
      (value) => fail(denied('no', { body: new Map([['a', value]]) })),
    ],
    ['a thrown text', /the backend alone: find\(.*→ error/, (value) => fail(value)],
    ['a thrown object', /the backend alone: find\(.*→ error\.body$/, (value) => fail({ body: value })],
    ['stdout', /^stdout$/, (value) => process.stdout.write(`${value}\n`)],
    ['stderr', /^stderr$/, (value) => process.stderr.write(`${value}\n`)],
    [
      'stdout, written in parts',
      /^stdout$/,
      (value) => {
        process.stdout.write(value.slice(0, 4));
        process.stdout.write(`${value.slice(4, 8)}\n`);
      },
    ],
    ['console.debug', /^stdout$/, (value) => console.debug('%j', { value })],
    ['a warning', /a warning of the process/, (value) => process.emitWarning(value)],
    [
      'the tracing channel',
      /the start event of chatelaine:find/,
      (value) => tracingChannel('chatelaine:find').start.publish({ ref: { kind: 'variable', id: value } }),
    ],
    [
      'a trace, after its event',
      /a trace of chatelaine:find/,
      (value) => {
        const trace = {};
        tracingChannel('chatelaine:find').start.publish(trace);
        Object.assign(trace, { value });
      },
    ],
    [
      'another diagnostics channel',
      /the diagnostics channel my-backend/,
      (value) => channel('my-backend').publish({ body: value }),
    ],
    [
      'an unhandled rejection',
      /an unhandled rejection/,
      (value) => void Promise.reject(new SecretsError('INTERNAL', value)),
    ],
    [
      'an uncaught exception',
      /an uncaught exception/,
      (value) =>
        queueMicrotask(() => {
          throw new Error(value);
        }),
    ],
    [
      'an uncaught exception that is no error',
      /an uncaught exception/,
      (value) => void setImmediate(() => fail({ value })),
    ],
    [
      'the arguments of a child process',
      /the arguments of a child process/,
      (value) => once(spawn(process.execPath, ['--version', value], { stdio: 'ignore' }), 'close'),
    ],
    [
      'the environment of a child process',
      /the environment of a child process/,
      (value) =>
        once(spawn(process.execPath, ['--version'], { stdio: 'ignore', env: { TOKEN: value } }), 'close'),
    ],
    [
      'the arguments of a child process that is waited for',
      /the arguments of a child process/,
      (value) => spawnSync(process.execPath, ['--version', value], { stdio: 'ignore' }),
    ],
    [
      'the arguments of a program that is waited for',
      /the arguments of a child process/,
      (value) => execFileSync(process.execPath, ['--version', value], { stdio: 'ignore' }),
    ],
    [
      'a command line',
      /the arguments of a child process/,
      (value) => execSync(`: ${Buffer.from(value).toString('base64')}`, { stdio: 'ignore' }),
    ],
    [
      'the environment of a child process that is waited for',
      /the environment of a child process/,
      (value) => spawnSync(process.execPath, ['--version'], { stdio: 'ignore', env: { TOKEN: value } }),
    ],
    [
      'how the backend is inspected',
      /the backend itself → answer inspected/,
      function (value) {
        Object.assign(this, { [inspect.custom]: () => `held: ${value}` });
      },
    ],
    [
      'a public property of the backend',
      /the backend itself → answer\.last$/,
      function (value) {
        Object.assign(this, { last: value });
      },
    ],
    [
      'what explain tells',
      /explain\(variable\/canary\) → answer\.(message|steps)/,
      (value) => fail(denied(`no ${value}`)),
    ],
  ];
  for (const [what, where, slip] of slips) {
    it(`is found in ${what}`, async () => {
      const report = await quietly(() =>
        findLeaks({ ...checkWithSlip(onVariable(slip)), channels: ['my-backend'] }),
      );
      expect(report.leaks.map((leak) => leak.where)).to.satisfy(
        (all: readonly string[]) => all.some((each) => where.test(each)),
        where.source,
      );
      expect(new Set(report.leaks.map((leak) => leak.place))).to.deep.equal(new Set(['variable']));
    });
  }
});

/** What slips print would stand between the results of the tests. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { stdout, stderr } = process;
  const writes = [stdout.write, stderr.write] as const;
  stdout.write = stderr.write = () => true;
  const heard = (['unhandledRejection', 'uncaughtException'] as const).map((event) => {
    const listeners = process.rawListeners(event) as (() => void)[];
    process.removeAllListeners(event);
    return () => {
      for (const listener of listeners) process.on(event, listener);
    };
  });
  try {
    return await work();
  } finally {
    [stdout.write, stderr.write] = writes;
    for (const restore of heard) restore();
  }
}
