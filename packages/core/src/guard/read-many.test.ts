import { expect } from 'chai';
import type { FindResult, SecretsBackend } from '../backend.js';
import { SecretsError } from '../errors.js';
import { guarded } from '../guarded.js';
import { caught } from '../test-kit/caught.js';
import { answering, found, ref } from '../test-kit/fake-backend.js';
import { ManualClock } from '../test-kit/manual-clock.js';

const signal = new AbortController().signal;
const refs = ['a', 'b', 'c'].map((id) => ref('secret', id));
const denied = new SecretsError('ACCESS_DENIED', 'prod: no.', { backend: 'prod' });
const busy = new SecretsError('THROTTLED', 'prod: busy.');

describe('Many references asked of a guarded backend', () => {
  let clock: ManualClock;
  let asked: string[];

  const open = (answer: (ids: readonly string[]) => readonly FindResult[]): SecretsBackend =>
    guarded(
      answering('prod', undefined, {
        findMany: async (many) => {
          asked.push(many.map(({ id }) => id).join());
          return answer(many.map(({ id }) => id));
        },
      }),
      { clock, random: () => 0.5 },
    );
  const findMany = async (backend: SecretsBackend, many = refs) => {
    const answers = backend.findMany?.(many, { signal });
    await clock.run(5_000);
    return (await answers) as readonly FindResult[];
  };
  const said = (results: readonly FindResult[]) =>
    results.map((result) => {
      if (!('error' in result)) return result.found?.value;
      return SecretsError.is(result.error) ? result.error.code : 'another error';
    });

  beforeEach(() => {
    clock = new ManualClock();
    asked = [];
  });

  it('are answered each by itself, in their order', async () => {
    const backend = open((ids) =>
      ids.map((id) => (id === 'b' ? { error: denied } : { found: id === 'c' ? undefined : found(id) })),
    );
    expect(said(await findMany(backend))).to.deep.equal(['a', 'ACCESS_DENIED', undefined]);
  });

  it('are not asked for when they were denied a moment ago, by whichever call', async () => {
    const backend = open((ids) => ids.map((id) => (id === 'b' ? { error: denied } : { found: found(id) })));
    const first = backend.findMany?.(refs, { signal });
    await first;
    expect(said((await backend.findMany?.(refs, { signal })) ?? [])).to.deep.equal([
      'a',
      'ACCESS_DENIED',
      'c',
    ]);
    expect(await caught(backend.find(ref('secret', 'b'), { signal }))).to.equal(denied);
    expect(said((await backend.findMany?.([ref('secret', 'b')], { signal })) ?? [])).to.deep.equal([
      'ACCESS_DENIED',
    ]);
    expect(asked).to.deep.equal(['a,b,c', 'a,c']);
  });

  it('are asked for again when the call fails, or every one of them, in a way that time may heal', async () => {
    const backend = open((ids) => {
      if (asked.length === 1) throw busy;
      if (asked.length === 2) return ids.map(() => ({ error: busy }));
      return ids.map((id) => ({ found: found(id) }));
    });
    expect(said(await findMany(backend))).to.deep.equal(['a', 'b', 'c']);
    expect(asked).to.have.length(3);
  });

  it('are final when only some failed', async () => {
    const backend = open((ids) => ids.map((id) => (id === 'b' ? { error: busy } : { found: found(id) })));
    expect(said(await findMany(backend))).to.deep.equal(['a', 'THROTTLED', 'c']);
    expect(asked).to.have.length(1);
  });

  it('fail together when the call does', async () => {
    const backend = open(() => {
      throw busy;
    });
    const failure = caught(findMany(backend));
    expect((await failure).code).to.equal('THROTTLED');
    expect(asked).to.have.length(4);
    expect(clock.pending).to.equal(0);
  });

  it('are INTERNAL when there are not as many answers, and one of them when it is none', async () => {
    expect((await caught(findMany(open(() => [])))).code).to.equal('INTERNAL');
    const broken = open((ids) =>
      ids.map((id) => (id === 'b' ? ({} as FindResult) : { found: { value: 1 } as never })),
    );
    expect(said(await findMany(broken))).to.deep.equal(['INTERNAL', 'INTERNAL', 'INTERNAL']);
    const holes = open(() => Array<FindResult>(3));
    expect(said(await findMany(holes))).to.deep.equal(['INTERNAL', 'INTERNAL', 'INTERNAL']);
    const trap = {
      get found(): never {
        throw new Error('kX7-canary-zQ9');
      },
    };
    const trapped = open((ids) => ids.map((id) => (id === 'b' ? trap : { found: found(id) })));
    expect(said(await findMany(trapped))).to.deep.equal(['a', 'INTERNAL', 'c']);
    const foreign = open((ids) => ids.map(() => ({ error: new Error('kX7-canary-zQ9') })));
    expect(said(await findMany(foreign))).to.deep.equal(['INTERNAL', 'INTERNAL', 'INTERNAL']);
  });
});
