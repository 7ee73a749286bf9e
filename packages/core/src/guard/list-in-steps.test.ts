import { expect } from 'chai';
import type { FindOptions, SecretListing, SecretsBackend } from '../backend.js';
import { SecretsError } from '../errors.js';
import { guarded } from '../guarded.js';
import { caught } from '../test-kit/caught.js';
import { answering, ref } from '../test-kit/fake-backend.js';
import { ManualClock, settled } from '../test-kit/manual-clock.js';
import { pause } from './pause.js';

const signal = new AbortController().signal;

describe('A list of a guarded backend', () => {
  let clock: ManualClock;
  let state: string;
  const entry = (id: string): SecretListing => ({ ref: ref('secret', id), name: id });

  /** Pages that take 6 seconds each. */
  async function* pages(options: FindOptions, fail?: Error): AsyncGenerator<SecretListing> {
    state = 'running';
    try {
      for (const id of ['a', 'b', 'c']) {
        await pause(clock, 6_000, options.signal);
        if (fail !== undefined) throw fail;
        yield entry(id);
      }
    } finally {
      state = 'ended';
    }
  }
  const listed = async (backend: SecretsBackend, options: FindOptions = { signal }) => {
    const ids: string[] = [];
    for await (const { ref: listedRef } of backend.list?.({ kind: 'secret' }, options) ?? [])
      ids.push(listedRef.id);
    return ids;
  };
  const open = (list: SecretsBackend['list']) =>
    guarded(answering('prod', undefined, list && { list }), { clock });

  beforeEach(() => {
    clock = new ManualClock();
    state = 'not begun';
  });

  afterEach(() => {
    expect(clock.pending, 'timers left').to.equal(0);
  });

  it('may take longer than a deadline, when no step of it does', async () => {
    const ids = listed(open((_query, options) => pages(options)));
    await clock.run(18_000);
    expect(await ids).to.deep.equal(['a', 'b', 'c']);
    expect(state).to.equal('ended');
  });

  it('ends at the deadline of a step that is never answered, and tells it to stop', async () => {
    let inside: AbortSignal | undefined;
    const backend = open((_query, options) => {
      inside = options.signal;
      return { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }) };
    });
    const failure = caught(listed(backend));
    await clock.run(10_000);
    expect(await failure).to.include({ code: 'TIMEOUT', backend: 'prod' });
    expect(inside?.aborted).to.equal(true);
  });

  it('ends when it is left', async () => {
    const backend = open((_query, options) => pages(options));
    const first = (async () => {
      for await (const { name } of backend.list?.({ kind: 'secret' }, { signal }) ?? []) return name;
      return undefined;
    })();
    await clock.run(6_000);
    expect(await first).to.equal('a');
    await settled();
    expect(state).to.equal('ended');
  });

  it('ends with the signal of the caller, and with the backend', async () => {
    const backend = open((_query, options) => pages(options));
    const controller = new AbortController();
    const aborted = caught(listed(backend, { signal: controller.signal }));
    const closed = caught(listed(backend));
    await clock.run(1_000);
    controller.abort();
    expect((await aborted).code).to.equal('ABORTED');
    await backend.close();
    expect((await closed).code).to.equal('CLOSED');
    await settled();
    expect(state).to.equal('ended');
  });

  it('fails with nothing but our errors', async () => {
    const foreign = caught(listed(open((_query, options) => pages(options, new Error('kX7-canary-zQ9')))));
    await clock.run(6_000);
    expect(await foreign).to.include({ code: 'INTERNAL', backend: 'prod' });
    const ours = caught(
      listed(open((_query, options) => pages(options, new SecretsError('ACCESS_DENIED', 'no.')))),
    );
    await clock.run(6_000);
    expect((await ours).code).to.equal('ACCESS_DENIED');
  });
});
