import { spawn } from 'node:child_process';
import { channel, tracingChannel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import type { LeakCheck } from './find-leaks.js';
import { findLeaks } from './find-leaks.js';
import { itLeaksNothing } from './it-leaks-nothing.js';
import type { LeakEncoding } from './leak.js';
import { formatLeak } from './leak.js';
import type { Slip } from './leaky-provider.test.fixture.js';
import { checkWithSlip } from './leaky-provider.test.fixture.js';

const denied = (message: string, more: object = {}): SecretsError =>
  Object.assign(new SecretsError('ACCESS_DENIED', message), more);
const fail = (error: unknown): never => {
  throw error;
};

/** Runs the slip on the variable only, so that a test speaks of one value. */
const onVariable = (slip: Slip): Slip =>
  function (value, ref) {
    return ref.kind === 'variable' ? slip.call(this, value, ref) : undefined;
  };

describe('findLeaks', function () {
  this.timeout(60_000);

  it('finds nothing in a backend that leaks nothing', async () => {
    const { leaks, foreign, runs, texts } = await findLeaks(checkWithSlip());
    expect(leaks.map(formatLeak)).to.deep.equal([]);
    expect(foreign).to.deep.equal([]);
    expect(runs.map(({ run }) => run)).to.deep.equal(['no failure', 'wrong options']);
    expect(runs[0]?.outcomes).to.include.keys(
      'found',
      'ok',
      'nothing',
      'SECRET_NOT_FOUND',
      'INVALID_VALUE',
      'CLOSED',
    );
    expect(texts).to.be.greaterThan(1_000);
  });

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
    it(`finds what leaks into ${what}`, async () => {
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

  const encodings: readonly [LeakEncoding, (value: string) => string][] = [
    ['clear', (value) => value],
    ['URL-encoded', (value) => encodeURIComponent(value.slice(6, 14))],
    ['form-encoded', (value) => new URLSearchParams({ q: value.slice(11, 19) }).toString()],
    ['JSON-escaped', (value) => JSON.stringify(value.slice(9, 15))],
    ['JSON-escaped', (value) => JSON.stringify(JSON.stringify(value.slice(9, 15)))],
    ['base64', (value) => Buffer.from(value).toString('base64')],
    ['base64', (value) => Buffer.from(`x${value}`).toString('base64')],
    ['base64', (value) => Buffer.from(`xx${value}`).toString('base64')],
  ];
  for (const [encoding, encode] of encodings) {
    it(`finds a value that is ${encoding}`, async () => {
      const slip = onVariable((value) => fail(denied(`no ${encode(value)}`)));
      const { leaks } = await findLeaks(checkWithSlip(slip));
      const found = leaks.filter(({ where }) => /→ error\.message$/.test(where)).map((leak) => leak.encoding);
      expect(found).to.include(encoding);
    });
  }

  it('finds what a failure of the store leaks, and names it', async () => {
    const check = checkWithSlip();
    const { leaks, runs } = await findLeaks({
      ...check,
      open: async (run) => {
        const body = run.canaries.make('body of an error');
        return {
          ...(await check.open(run)),
          failures: {
            'a refusal': () => ({ options: failing(() => denied(`refused: ${body}`)) }),
          },
        };
      },
    });
    expect(runs.map(({ run }) => run)).to.include('a refusal');
    expect(leaks.map(({ place, where }) => `${place} ${where}`).join('\n')).to.match(
      /body of an error a refusal, with a cache: getVariable\(variable\/canary\) → error\.message/,
    );
  });

  it('finds an option that is quoted', async () => {
    const check = checkWithSlip();
    const create = ({ url }: { readonly url?: unknown }): never =>
      fail(new SecretsError('INVALID_CONFIG', `"${String(url)}" is no URL.`));
    const { leaks } = await findLeaks({
      ...check,
      provider: { ...check.provider, create: create as never },
      open: () => ({ options: { url: 'https://x' } }),
    });
    expect(leaks.map(({ place }) => place)).to.include('option of a wrong shape');
  });

  it('says which calls threw something that is no SecretsError', async () => {
    const { foreign } = await findLeaks(checkWithSlip(() => fail(new TypeError('no'))));
    expect(foreign).to.include('no failure, the backend alone: find(variable/canary)');
    expect(foreign.join()).not.to.include('with a cache');
  });
});

describe('itLeaksNothing', function () {
  this.timeout(60_000);

  const run = async (check: LeakCheck): Promise<void> => {
    let defined: (() => Promise<void>) | undefined;
    itLeaksNothing(check, (_name, test) => {
      defined = test.bind(undefined);
    });
    await defined?.();
  };

  itLeaksNothing(checkWithSlip());

  it('fails with every leak in a line', async () => {
    const error = await run(checkWithSlip((value) => fail(denied(value)))).catch((caught: Error) => caught);
    expect(error?.message).to.match(/^A secret leaks:\n/);
    expect(error?.message).to.match(/error\.message holds ".{6,}" of the variable \(clear\)/);
  });

  it('fails when nothing is ever found, because nothing would be shown', async () => {
    const check = checkWithSlip();
    const error = await run({ ...check, open: () => ({ options: {} }) }).catch((caught: Error) => caught);
    expect(error?.message).to.match(/^Nothing was found/);
  });
});

/** Options by which the backend fails, whatever is asked. */
function failing(error: () => Error): ReadonlyMap<string, string> {
  return new (class extends Map<string, string> {
    override get(): string {
      throw error();
    }
  })();
}

/** What slips print would stand between the results of the tests. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { stdout, stderr } = process;
  const writes = [stdout.write, stderr.write] as const;
  stdout.write = stderr.write = () => true;
  const listeners = process.rawListeners('unhandledRejection') as ((...args: unknown[]) => void)[];
  process.removeAllListeners('unhandledRejection');
  try {
    return await work();
  } finally {
    [stdout.write, stderr.write] = writes;
    for (const listener of listeners) process.on('unhandledRejection', listener);
  }
}
