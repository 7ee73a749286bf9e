import { expect } from 'chai';
import type { FindOptions, SecretsBackend } from '../backend.js';
import { SecretsError } from '../errors.js';
import { guarded } from '../guarded.js';
import { caught } from '../test-kit/caught.js';
import { answering, found, ref, silent } from '../test-kit/fake-backend.js';
import { ManualClock, settled } from '../test-kit/manual-clock.js';
import type { GuardOptions } from './guard-options.js';
import { pause } from './pause.js';

const signal = new AbortController().signal;
const token = ref('secret', 'token');
const busy = (retryAfterMs?: number) => new SecretsError('THROTTLED', 'prod: busy.', { retryAfterMs });
const down = new SecretsError('UNAVAILABLE', 'prod: down.');

describe('The guard of a backend', () => {
  let clock: ManualClock;
  let askedAt: number[];
  let running: number;
  let most: number;
  let outcome: () => Promise<string>;

  /** A store that takes 2 ms, counts, and then does as the test says. */
  const store = (more: Partial<SecretsBackend> = {}): SecretsBackend => ({
    name: 'prod',
    find: async (_ref, options) => {
      askedAt.push(clock.now());
      running += 1;
      most = Math.max(most, running);
      try {
        await pause(clock, 2, options.signal);
        return found(await outcome());
      } finally {
        running -= 1;
      }
    },
    ...more,
  });
  const open = (options: GuardOptions = {}, more: Partial<SecretsBackend> = {}) =>
    guarded(store(more), { clock, random: () => 0.5, ...options });

  /** Readers that read again as soon as they were answered, for so much time; gives how they were answered. */
  const readersFor = async (ms: number, readers: number, backend: SecretsBackend, restMs = 10) => {
    const counts: Record<string, number> = {};
    const end = clock.now() + ms;
    const loop = async (reader: number) => {
      while (clock.now() < end) {
        const said = await backend.find(ref('secret', `s${reader}`), { signal }).then(
          () => 'found',
          (error: SecretsError) => error.code,
        );
        counts[said] = (counts[said] ?? 0) + 1;
        // Reads that fail at once would not let time go on.
        await pause(clock, restMs, signal);
      }
    };
    const all = Promise.all(Array.from({ length: readers }, (_none, reader) => loop(reader)));
    await clock.run(ms + 20_000);
    await all;
    return counts;
  };

  const mostIn = (ms: number) =>
    Math.max(
      ...askedAt.map((start) => askedAt.filter((other) => other >= start && other < start + ms).length),
    );

  beforeEach(() => {
    clock = new ManualClock();
    askedAt = [];
    running = 0;
    most = 0;
    outcome = async () => 'value';
  });

  afterEach(() => {
    expect(clock.pending, 'timers left').to.equal(0);
  });

  describe('while all is well', () => {
    it('has 16 of 1,000 reads running, in the time that 16 lanes need', async () => {
      const backend = open();
      const start = clock.now();
      let end = 0;
      const all = Promise.all(
        Array.from({ length: 1_000 }, (_none, id) => backend.find(ref('secret', `s${id}`), { signal })),
      ).then(() => {
        end = clock.now();
      });
      await clock.run(1_000);
      await all;
      expect(most).to.equal(16);
      expect(end - start).to.equal(2 * Math.ceil(1_000 / 16));
    });

    it("keeps the store's documented limit in every span of time, and uses all of it", async () => {
      const pace = { requests: 100, perMs: 1_000 };
      const counts = await readersFor(5_000, 200, open({}, { supports: { pace } }));
      expect(mostIn(1_000)).to.equal(100);
      expect(counts).to.have.all.keys('found');
      expect(counts.found).to.be.within(500, 700);
    });

    it('has one timer a call, the deadline, and hands the question on as it was asked', async () => {
      const asked: FindOptions[] = [];
      const backend = guarded(
        answering('prod', undefined, {
          find: async (_ref, options) => {
            expect(clock.pending).to.equal(1);
            asked.push(options);
            return undefined;
          },
        }),
        { clock },
      );
      await backend.find(token, { signal, background: true });
      expect(asked).to.have.length(1);
      expect(asked[0]).to.have.property('background', true);
    });
  });

  describe('with more reads than its store can answer in their time', () => {
    it('asks for none when its time is over, and takes nothing of that for a failure of the store', async () => {
      outcome = async () => {
        await pause(clock, 98, signal);
        return 'value';
      };
      const backend = open({ concurrency: 4, timeoutMs: 1_000 });
      const start = clock.now();
      const reads = Array.from({ length: 100 }, (_none, id) =>
        backend.find(ref('secret', `s${id}`), { signal }).then(
          () => 'found',
          ({ message }: SecretsError) => message,
        ),
      );
      await clock.run(2_000);
      const said = await Promise.all(reads);
      expect(said.filter((one) => one === 'found')).to.have.length(36);
      expect(said.filter((one) => one.includes('came after 900 ms, and no answer'))).to.have.length(4);
      expect(said.filter((one) => one.includes('its turn to be asked did not come'))).to.have.length(60);
      expect(Math.max(...askedAt) - start, 'when the last was asked for').to.equal(900);
      expect(most).to.equal(4);
      expect(backend.traffic.health.state).to.equal('healthy');
      expect(backend.traffic.stats).to.include({ requests: 40, failures: 0 });
      const next = backend.find(token, { signal });
      await clock.run(200);
      expect((await next)?.value).to.equal('value');
    });

    it('takes the silence of a store that had its time for a failure', async () => {
      const backend = guarded(silent('prod'), { clock, concurrency: 4, timeoutMs: 1_000, retry: false });
      const reads = Array.from({ length: 8 }, () => caught(backend.find(token, { signal })));
      await clock.run(1_000);
      expect((await Promise.all(reads)).map(({ code }) => code)).to.deep.equal(Array(8).fill('TIMEOUT'));
      expect(backend.traffic.stats.failures).to.equal(4);
      expect(backend.traffic.health.state).to.equal('unreachable');
    });
  });

  describe('of a store that throttles', () => {
    it('asks it few times, whatever 200 readers want in 10 seconds', async () => {
      outcome = async () => {
        throw busy();
      };
      const counts = await readersFor(
        10_000,
        200,
        open({}, { supports: { pace: { requests: 4_000, perMs: 10_000 } } }),
      );
      expect(askedAt.filter((at) => at < (askedAt[0] ?? 0) + 10_000).length).to.be.at.most(550);
      expect(counts).to.have.property('THROTTLED');
      expect(Object.keys(counts).filter((code) => code !== 'THROTTLED' && code !== 'TIMEOUT')).to.deep.equal(
        [],
      );
    });

    it('asks it fewer times still when its limit is not known', async () => {
      outcome = async () => {
        throw busy();
      };
      await readersFor(10_000, 200, open());
      expect(askedAt.filter((at) => at < (askedAt[0] ?? 0) + 10_000).length).to.be.at.most(170);
    });

    it('asks it for nothing before the time that it names, and reads then succeed', async () => {
      const start = clock.now();
      outcome = async () => {
        if (clock.now() < start + 3_000) throw busy(3_000);
        return 'value';
      };
      const counts = await readersFor(5_000, 200, open());
      // Those that were under way together when it first said so.
      expect(askedAt.filter((at) => at < start + 3_000)).to.have.length(16);
      // There were 10 retries for them.
      expect(counts).to.have.all.keys('found', 'THROTTLED').and.to.have.property('THROTTLED', 6);
    });

    it('fails at once when that time is past the deadline, and says how long it is', async () => {
      outcome = async () => {
        throw busy(20_000);
      };
      const backend = open();
      const first = caught(backend.find(token, { signal }));
      await clock.run(2);
      expect(await first).to.include({ code: 'THROTTLED', retryAfterMs: 20_000 });
      await clock.run(1_000);
      expect(await caught(backend.find(token, { signal }))).to.include({
        code: 'THROTTLED',
        retryAfterMs: 19_000,
      });
      expect(askedAt).to.have.length(1);
    });

    it('reads again as before when it throttles no more', async () => {
      let throttling = true;
      outcome = async () => {
        if (throttling) throw busy();
        return 'value';
      };
      const backend = open({}, { supports: { pace: { requests: 4_000, perMs: 10_000 } } });
      await readersFor(2_000, 50, backend);
      throttling = false;
      expect(await readersFor(1_000, 5, backend)).to.have.all.keys('found');
    });
  });

  describe('of a store that is down', () => {
    it('leaves it alone, and finds out in one back-off that it is well', async () => {
      const start = clock.now();
      const health = start + 600_000;
      outcome = async () => {
        if (clock.now() < health) throw down;
        return 'value';
      };
      const backend = open();
      expect(await readersFor(640_000, 5, backend, 500)).to.have.all.keys('UNAVAILABLE', 'found');
      const before = askedAt.filter((at) => at < health);
      // 5 reads with 10 retries, one after each of 1, 2, 4, 8 and 16 s, and then one each 30 s.
      expect(before).to.have.length(5 + 10 + 5 + 18);
      expect(Math.max(...askedAt.filter((at) => at >= health).slice(0, 1)) - health).to.be.at.most(30_500);
    });

    it('ends every read of a silent one at its deadline, and then at once', async () => {
      const backend = guarded(silent('prod'), { clock, random: () => 0.5 });
      const reads = Array.from({ length: 200 }, () => caught(backend.find(token, { signal })));
      await clock.run(10_000);
      const codes = (await Promise.all(reads)).map((error) => error.message);
      expect(
        codes.filter((message) => message.startsWith('prod: no answer within 10000 ms.')),
      ).to.have.length(16);
      expect(
        codes.filter((message) => message.startsWith('prod: its turn to be asked did not')),
      ).to.have.length(184);
      expect((await caught(backend.find(token, { signal }))).message).to.include('left alone');
    });

    it('does not take its own queue for a failure of the backend', async () => {
      const backend = open({ timeoutMs: 100 }, { supports: { pace: { requests: 10, perMs: 10_000 } } });
      const reads = Array.from({ length: 50 }, () =>
        backend.find(token, { signal }).catch((error: SecretsError) => error.code),
      );
      await clock.run(10_000);
      expect((await Promise.all(reads)).filter((said) => said === 'TIMEOUT')).to.have.length(40);
      const next = backend.find(token, { signal });
      await clock.run(2);
      expect(await next).to.have.property('value', 'value');
    });

    it('tries a read again until it is answered', async () => {
      let failures = 2;
      outcome = async () => {
        failures -= 1;
        if (failures >= 0) throw down;
        return 'value';
      };
      const backend = open();
      const read = backend.find(token, { signal });
      await clock.run(1_000);
      expect(await read).to.have.property('value', 'value');
      expect(askedAt).to.have.length(3);
    });
  });

  describe('that denies', () => {
    it('is not asked again for a reference for a second, and is for others', async () => {
      const denied = new SecretsError('ACCESS_DENIED', 'prod: no.');
      outcome = async () => {
        throw denied;
      };
      const backend = open();
      const read = async (id: string) => {
        const error = caught(backend.find(ref('secret', id), { signal }));
        await clock.run(2);
        return error;
      };
      const first = await read('a');
      expect(await read('a')).to.equal(first);
      await read('b');
      expect(askedAt).to.have.length(2);
      await clock.run(1_000);
      await read('a');
      expect(askedAt).to.have.length(3);
    });
  });

  it('puts a read that nobody waits for behind the others', async () => {
    const asked: string[] = [];
    const backend = open(
      { concurrency: 1 },
      {
        find: async ({ id }) => {
          asked.push(id);
          await pause(clock, 2, signal);
          return undefined;
        },
      },
    );
    const reads = [
      backend.find(ref('secret', 'first'), { signal }),
      backend.find(ref('secret', 'behind'), { signal, background: true }),
      backend.find(ref('secret', 'second'), { signal }),
    ];
    await clock.run(100);
    await Promise.all(reads);
    expect(asked).to.deep.equal(['first', 'second', 'behind']);
  });

  it('asks once a backend that tries again by itself, and where retries are off', async () => {
    outcome = async () => {
      throw down;
    };
    for (const backend of [open({}, { supports: { retries: true } }), open({ retry: false })]) {
      askedAt = [];
      const failure = caught(backend.find(token, { signal }));
      await clock.run(1_000);
      expect((await failure).code).to.equal('UNAVAILABLE');
      expect(askedAt).to.have.length(1);
    }
  });

  it('asks whatever happened before where the breaker and the memory of denials are off', async () => {
    const off = { retry: false, breaker: false, denials: false } as const;
    for (const failure of [down, new SecretsError('ACCESS_DENIED', 'no.')]) {
      outcome = async () => {
        throw failure;
      };
      askedAt = [];
      const backend = open(off);
      for (let read = 0; read < 20; read += 1) {
        const failed = caught(backend.find(token, { signal }));
        await clock.run(2);
        await failed;
      }
      expect(askedAt).to.have.length(20);
    }
  });

  it('asks once to write, remove, describe and probe, in turn and in time', async () => {
    const asked: string[] = [];
    const failing = (what: string) => async () => {
      asked.push(what);
      throw down;
    };
    const backend = open(
      { concurrency: 1 },
      {
        write: failing('write'),
        remove: failing('remove'),
        describe: failing('describe'),
        probe: failing('probe'),
      },
    );
    outcome = () => new Promise(() => undefined);
    const read = caught(backend.find(token, { signal }));
    const all = [
      caught(backend.write?.(token, 'v', { signal }) as Promise<unknown>),
      caught(backend.remove?.(token, { signal }) as Promise<unknown>),
      caught(backend.describe?.(token, { signal }) as Promise<unknown>),
      caught(backend.probe?.({ signal }) as Promise<unknown>),
    ];
    await clock.run(9_000);
    expect(asked).to.deep.equal([]);
    await clock.run(1_000);
    await read;
    const codes = (await Promise.all(all)).map(({ code }) => code);
    expect(codes).to.deep.equal(['TIMEOUT', 'TIMEOUT', 'TIMEOUT', 'TIMEOUT']);
    expect((await caught(backend.write?.(token, 'v', { signal }) as Promise<unknown>)).code).to.equal(
      'UNAVAILABLE',
    );
    expect(asked).to.deep.equal(['write']);
  });

  it('goes on when the clock is set back', async () => {
    let offset = 0;
    const wall = { now: () => clock.now() + offset, after: clock.after.bind(clock) };
    const backend = guarded(store({ supports: { pace: { requests: 2, perMs: 1_000 } } }), { clock: wall });
    const read = async () => {
      const answer = backend.find(token, { signal });
      await clock.run(1_002);
      return (await answer)?.value;
    };
    expect(await Promise.all([read(), read()])).to.deep.equal(['value', 'value']);
    offset = -3_600_000;
    expect(await read()).to.equal('value');
  });

  describe('that is closed', () => {
    it('answers all who wait, wherever they do, refuses later calls and closes its backend', async () => {
      let closed = 0;
      const close = async () => {
        closed += 1;
      };
      outcome = async () => {
        throw down;
      };
      const backend = open({ concurrency: 2 }, { close });
      const waiting = Array.from({ length: 5 }, () => caught(backend.find(token, { signal })));
      await clock.run(3);
      await backend.close();
      expect((await Promise.all(waiting)).map(({ code }) => code)).to.deep.equal(Array(5).fill('CLOSED'));
      expect(clock.pending).to.equal(0);
      const before = askedAt.length;
      expect(await caught(backend.find(token, { signal }))).to.include({ code: 'CLOSED', backend: 'prod' });
      expect(askedAt).to.have.length(before);
      expect(closed).to.equal(1);
    });

    it('answers those in the queue of a backend that never answers', async () => {
      const backend = guarded(silent('prod'), { clock, concurrency: 1 });
      const waiting = [1, 2, 3].map(() => caught(backend.find(token, { signal })));
      await settled();
      await backend.close();
      expect((await Promise.all(waiting)).map(({ code }) => code)).to.deep.equal([
        'CLOSED',
        'CLOSED',
        'CLOSED',
      ]);
    });
  });

  it('lets the next read find out whether a backend is well again after one that failed as nothing can', async () => {
    const hostile: object = new Proxy(
      {},
      {
        has: () => {
          throw hostile;
        },
        get: () => {
          throw hostile;
        },
      },
    );
    const backend = open({ retry: false, breaker: { failures: 2 } });
    outcome = async () => {
      throw down;
    };
    const fail = async () => {
      const failing = caught(backend.find(token, { signal }));
      await clock.run(2);
      return failing;
    };
    await fail();
    await fail();
    await clock.run(1_000);
    outcome = async () => {
      throw hostile;
    };
    expect((await fail()).code).to.equal('INTERNAL');
    outcome = async () => 'value';
    const read = backend.find(token, { signal });
    await clock.run(2);
    expect((await read)?.value).to.equal('value');
  });

  it('refuses a pace of its backend with which no call could run', async () => {
    const pace = { requests: 0, perMs: 1 };
    expect((await caught(() => open({}, { supports: { pace } }))).message).to.include('"pace.requests"');
  });

  const tooSmall: readonly [string, GuardOptions][] = [
    ['concurrency', { concurrency: 0 }],
    ['concurrency', { concurrency: Number.NaN }],
    ['timeoutMs', { timeoutMs: -1 }],
    ['retry.attempts', { retry: { attempts: 0 } }],
    ['pace.requests', { pace: { requests: 0, perMs: 1 } }],
    ['breaker.failures', { breaker: { failures: 0 } }],
    ['denials.firstMs', { denials: { firstMs: -1 } }],
  ];
  for (const [field, options] of tooSmall) {
    it(`refuses a "${field}" with which no call could run`, async () => {
      const error = await caught(() => open(options));
      expect(error).to.include({ code: 'INVALID_CONFIG', backend: 'prod' });
      expect(error.message).to.include(`"${field}"`);
    });
  }
});
