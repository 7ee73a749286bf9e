import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect } from 'chai';
import { createSecrets } from './assemble.js';
import type { FindResult, SecretsBackend } from './backend.js';
import { SecretsError } from './errors.js';
import type { FindTrace } from './find-channel.js';
import { pause } from './guard/pause.js';
import { guarded } from './guarded.js';
import { caught } from './test-kit/caught.js';
import { answering, found } from './test-kit/fake-backend.js';
import { ManualClock, settled } from './test-kit/manual-clock.js';
import { ScriptedBackend } from './test-kit/scripted-backend.js';

const denied = new SecretsError('ACCESS_DENIED', 'no.');

/** Answers each reference by its id: one of "found…", "missing…", "denied…". */
function byId(
  name: string,
  more: Partial<SecretsBackend> = {},
): SecretsBackend & { readonly batches: string[][] } {
  const batches: string[][] = [];
  const find = async ({ id }: { id: string }) => {
    if (id.startsWith('denied')) throw denied;
    return id.startsWith('found') ? found(`value of ${id}`) : undefined;
  };
  const settled = async (ref: { id: string }): Promise<FindResult> => {
    try {
      return { found: await find(ref) };
    } catch (error) {
      return { error };
    }
  };
  return {
    name,
    batches,
    find,
    findMany: async (refs) => {
      batches.push(refs.map(({ id }) => id));
      return Promise.all(refs.map(settled));
    },
    ...more,
  };
}

describe('getMany', () => {
  it('gives one result a reference, in order, and one that is denied does not sink the rest', async () => {
    const secrets = createSecrets({ backends: [byId('vault')] });
    const results = await secrets.getMany([
      'secret/found1',
      'secret/denied1',
      'secret/missing1',
      'secret/found2',
    ]);
    expect(results.map(({ ref, outcome }) => [ref.id, outcome])).to.deep.equal([
      ['found1', 'found'],
      ['denied1', 'failed'],
      ['missing1', 'missing'],
      ['found2', 'found'],
    ]);
  });

  it('asks a backend that can for all at once, and the next one only for the rest', async () => {
    const first = byId('first');
    const second = byId('second', { find: async () => undefined });
    const secrets = createSecrets({ backends: [first, second] });
    await secrets.getMany(['secret/found1', 'secret/missing1', 'secret/denied1', 'secret/missing2']);
    expect(first.batches).to.deep.equal([['found1', 'missing1', 'denied1', 'missing2']]);
    expect(second.batches).to.deep.equal([['missing1', 'missing2']]);
  });

  it('asks once for references that are kept in one place, and reads each by its own kind', async () => {
    const backend = byId('vault', {
      locate: ({ id }) => ({ names: [id], identity: id.toLowerCase().replaceAll('_', '-') }),
    });
    const secrets = createSecrets({ backends: [backend] });
    const results = await secrets.getMany(['secret/found_a', 'secret/found-a', 'secret/found-b']);
    expect(backend.batches).to.deep.equal([['found_a', 'found-b']]);
    expect(results.map(({ outcome }) => outcome)).to.deep.equal(['found', 'found', 'found']);
  });

  it('answers 160 that are asked', async () => {
    const refs = Array.from({ length: 160 }, (_unused, index) => `secret/found${index}`);
    const results = await createSecrets({ backends: [byId('vault')] }).getMany(refs);
    expect(results.map((result) => result.outcome === 'found' && result.answer.origin.backend)).to.deep.equal(
      refs.map(() => 'vault'),
    );
  });

  it('uses what is kept, and reads what is being read already together with those who do', async () => {
    const vault = new ScriptedBackend('vault', 'x');
    const secrets = createSecrets({ backends: [vault], clock: new ManualClock() });
    await secrets.getSecret('kept');
    const release = vault.hold();
    const single = secrets.getSecret('running');
    const many = secrets.getMany(['secret/kept', 'secret/running', 'secret/new', 'secret/new']);
    release();
    expect((await many).map(({ outcome }) => outcome)).to.deep.equal(['found', 'found', 'found', 'found']);
    await single;
    expect(vault.asked.map(({ ref }) => ref.id)).to.deep.equal(['kept', 'running', 'new']);
  });

  it('answers whoever waits for one of them as soon as that is there, however long the others take', async () => {
    const ends = new Map<string, () => void>();
    const vault: SecretsBackend = {
      name: 'vault',
      find: async ({ id }) => {
        await new Promise<void>((resolve) => ends.set(id, resolve));
        return found(id);
      },
    };
    const secrets = createSecrets({ backends: [byId('empty', { find: async () => undefined }), vault] });
    const many = secrets.getMany(['secret/missing-slow', 'secret/missing-quick']);
    const quick = secrets.getSecret('missing-quick');
    await settled();
    ends.get('missing-quick')?.();
    expect((await quick).reveal()).to.equal('missing-quick');
    expect(secrets.snapshot('secret/missing-quick')).to.equal(await quick);
    ends.get('missing-slow')?.();
    expect((await many).map(({ outcome }) => outcome)).to.deep.equal(['found', 'found']);
  });

  it('asks one by one where there is no batch, as many at a time as the backend bears', async () => {
    let running = 0;
    let most = 0;
    const vault: SecretsBackend = {
      name: 'vault',
      find: async ({ id }) => {
        running += 1;
        most = Math.max(most, running);
        await settled();
        running -= 1;
        return found(id);
      },
    };
    const refs = Array.from({ length: 100 }, (_unused, index) => `secret/found${index}`);
    await createSecrets({ backends: [vault] }).getMany(refs);
    expect(most).to.equal(16);
    most = 0;
    await createSecrets({ backends: [guarded(vault, { concurrency: 40 })] }).getMany(refs);
    expect(most).to.equal(40);
  });

  it('gives each reference its own deadline, from its turn on', async () => {
    const clock = new ManualClock();
    const slow: SecretsBackend = {
      name: 'vault',
      find: async ({ id }, { signal }) => {
        await pause(clock, 100, signal);
        return found(id);
      },
    };
    const backends = [guarded(slow, { clock, concurrency: 1, timeoutMs: 1_000 })];
    const refs = Array.from({ length: 50 }, (_unused, index) => `secret/found${index}`);
    const secrets = createSecrets({ backends, clock });
    const many = secrets.getMany(refs);
    await clock.run(2_000);
    const last = secrets.getSecret('found49');
    await clock.run(200);
    expect((await last).reveal(), 'one that waits for its turn in the list').to.equal('found49');
    await clock.run(3_000);
    expect((await many).map(({ outcome }) => outcome)).to.deep.equal(refs.map(() => 'found'));
    expect(secrets.health().state).to.equal('healthy');
  });

  it('begins none of them any more once the time of the call is over', async () => {
    const clock = new ManualClock();
    let asked = 0;
    const silent: SecretsBackend = {
      name: 'vault',
      find: () => {
        asked += 1;
        return new Promise(() => undefined);
      },
    };
    const refs = Array.from({ length: 50 }, (_unused, index) => `secret/found${index}`);
    const secrets = createSecrets({ backends: [silent], clock });
    const many = secrets.getMany(refs, { timeoutMs: 500 });
    await clock.run(500);
    const results = await many;
    expect(results.map((result) => result.outcome === 'failed' && result.error.code)).to.deep.equal(
      refs.map(() => 'TIMEOUT'),
    );
    expect(results.map((result) => result.outcome === 'failed' && result.error.ref?.id)).to.deep.equal(
      refs.map((ref) => ref.slice('secret/'.length)),
    );
    expect(asked).to.equal(16);
    await secrets.close();
  });

  it('reads what is kept anew in one batch, when that is wanted', async () => {
    const vault = byId('vault');
    const secrets = createSecrets({ backends: [vault] });
    await secrets.getMany(['secret/found1', 'secret/found2']);
    await secrets.getMany(['secret/found1', 'secret/found2', 'secret/found2'], { fresh: true });
    expect(vault.batches).to.deep.equal([
      ['found1', 'found2'],
      ['found1', 'found2'],
    ]);
  });

  it('keeps what it read', async () => {
    const vault = byId('vault');
    const secrets = createSecrets({ backends: [vault] });
    await secrets.getMany(['secret/found1', 'secret/found2']);
    await secrets.getSecret('found1');
    await secrets.getMany(['secret/found1', 'secret/found2']);
    expect(vault.batches).to.have.length(1);
  });

  it('says that a backend broke its contract when it gives too few results', async () => {
    const short = byId('vault', { findMany: async () => [{ found: undefined }] });
    const results = await createSecrets({ backends: [short] }).getMany(['secret/found1', 'secret/found2']);
    expect(results.map((result) => result.outcome === 'failed' && result.error.code)).to.deep.equal([
      'INTERNAL',
      'INTERNAL',
    ]);
  });

  const breaches: readonly [string, Partial<SecretsBackend>][] = [
    [
      'a part that throws when it is read',
      {
        find: async () => ({
          value: 'x',
          name: 'x',
          get version(): string {
            throw new Error('kX7-canary-zQ9');
          },
        }),
      },
    ],
    ['a time that is none', { find: async () => found('x', { expiresAt: '2030-01-01' as unknown as Date }) }],
    ['names that are none', { locate: () => ({ names: null }) as never }],
    ['a place that is none', { locate: () => 5 as never }],
    [
      'names that throw',
      {
        locate: () => {
          throw new Error('kX7-canary-zQ9');
        },
      },
    ],
  ];
  for (const [what, breach] of breaches) {
    it(`is INTERNAL, of its reference alone, where a backend gives ${what}`, async () => {
      for (const batches of [false, true]) {
        const inner = byId('vault', breach);
        const { findMany: _none, ...single } = inner;
        const batch: SecretsBackend = {
          ...inner,
          findMany: async (refs, options) =>
            Promise.all(refs.map(async (ref) => ({ found: await inner.find(ref, options) }))),
        };
        const secrets = createSecrets({ backends: [batches ? batch : single, byId('next')] });
        const results = await secrets.getMany(['secret/a', 'secret/b']);
        const errors = results.map((result) => (result.outcome === 'failed' ? result.error : undefined));
        expect(errors.map((error) => error?.code)).to.deep.equal(['INTERNAL', 'INTERNAL']);
        expect(errors.map((error) => error?.message).join()).not.to.include('canary');
        expect((await caught(secrets.getSecret('a'))).code).to.equal('INTERNAL');
      }
    });
  }

  it('fails every reference of a batch that fails', async () => {
    const broken = byId('vault', {
      supports: { retries: true },
      findMany: async () => {
        throw new SecretsError('THROTTLED', 'busy.');
      },
    });
    const results = await createSecrets({ backends: [broken] }).getMany(['secret/a', 'secret/b']);
    expect(results.map((result) => result.outcome === 'failed' && result.error.code)).to.deep.equal([
      'THROTTLED',
      'THROTTLED',
    ]);
  });

  it('tells a subscriber of the tracing channel of each reference', async () => {
    const told: unknown[] = [];
    const names = ['start', 'asyncEnd'].map((name) => `tracing:chatelaine:find:${name}`);
    const onEvent = (event: unknown, name: unknown) => {
      const { ref, outcome } = event as FindTrace;
      told.push([String(name).split(':').at(-1), ref.id, outcome]);
    };
    const secrets = createSecrets({ backends: [byId('vault')] });
    for (const name of names) subscribe(name, onEvent);
    await secrets.getMany(['secret/found1', 'secret/denied1', 'secret/missing1']);
    for (const name of names) unsubscribe(name, onEvent);
    await secrets.getMany(['secret/found2', 'secret/missing2']);
    expect(told).to.deep.equal([
      ['start', 'found1', undefined],
      ['start', 'denied1', undefined],
      ['start', 'missing1', undefined],
      ['asyncEnd', 'found1', 'found'],
      ['asyncEnd', 'denied1', 'failed'],
      ['asyncEnd', 'missing1', 'missing'],
    ]);
  });

  it('says which reference of a list cannot be right', async () => {
    const secrets = createSecrets({ backends: [byId('vault')] });
    const error = await caught(secrets.getMany(['secret/a', 'secret/b', 'secret/c\n']));
    expect(error.message).to.match(/^references\[2\]: The id of a reference holds a control character\./);
  });

  it('is empty for no references, and refuses one that cannot be right', async () => {
    const secrets = createSecrets({ backends: [byId('vault')] });
    expect(await secrets.getMany([])).to.deep.equal([]);
    expect((await caught(secrets.getMany(['nonsense']))).code).to.equal('INVALID_REFERENCE');
  });

  it("ends with the caller's deadline, reference by reference", async () => {
    const clock = new ManualClock();
    const vault = new ScriptedBackend('vault', 'x');
    const secrets = createSecrets({ backends: [vault], clock });
    await secrets.getSecret('kept');
    vault.hold();
    const many = secrets.getMany(['secret/kept', 'secret/new', 'secret/other'], { timeoutMs: 5 });
    await clock.advance(5);
    expect(
      (await many).map((result) => (result.outcome === 'failed' ? result.error.code : result.outcome)),
    ).to.deep.equal(['found', 'TIMEOUT', 'TIMEOUT']);
  });
});

describe('preload', () => {
  it('lists everything that is not there in one error', async () => {
    const secrets = createSecrets({ backends: [byId('vault')] });
    const error = await caught(secrets.preload(['secret/found1', 'secret/missing1', 'secret/denied1']));
    expect(error.code).to.equal('ACCESS_DENIED');
    expect(error.message.split('\n')).to.deep.equal([
      '2 of 3 secrets could not be read.',
      'secret/missing1: SECRET_NOT_FOUND, secret/missing1 was not found (vault: nothing there). Add a backend that can hold it.',
      'secret/denied1: ACCESS_DENIED, vault: no.',
    ]);
  });

  it('is the error itself when there is one, and nothing when all are there', async () => {
    const secrets = createSecrets({ backends: [byId('vault'), answering('spare', undefined)] });
    expect((await caught(secrets.preload(['secret/missing1']))).code).to.equal('SECRET_NOT_FOUND');
    await secrets.preload(['secret/found1', 'secret/found2']);
    expect(secrets.snapshot('secret/found2')?.toString()).to.equal('[secret secret/found2]');
  });
});
