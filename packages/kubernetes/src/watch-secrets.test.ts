import type { SecretChange } from '@chatelaine/core';
import { ManualClock } from '@chatelaine/testing';
import { expect } from 'chai';
import { SecretsApi } from './secrets-api.js';
import { caught } from './test-kit/caught.js';
import { type FakeAnswer, fakeClient, list, secret } from './test-kit/fake-client.js';
import { watchSecrets } from './watch-secrets.js';

const gone = JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410 } });
const event = (type: string, name: string, version: string) =>
  JSON.stringify({ type, object: secret(name, {}, {}, version) });

describe('watchSecrets', () => {
  const watch = (...answers: readonly FakeAnswer[]) => {
    const clock = new ManualClock();
    const client = fakeClient(...answers);
    const changes = watchSecrets({
      api: new SecretsApi('k', client),
      backend: 'k',
      clock,
      signal: new AbortController().signal,
      namesIn: ({ name }) => [name],
    });
    return { changes, client, clock };
  };
  const take = async (changes: AsyncGenerator<SecretChange>, count: number) => {
    const taken: SecretChange[] = [];
    while (taken.length < count) taken.push((await changes.next()).value);
    return taken;
  };

  it('begins with a change of anything, because nobody told what changed before', async () => {
    const { changes } = watch(list([]), [event('ADDED', 'x', '101')]);
    expect(await take(changes, 2)).to.deep.equal([{}, { name: 'x' }]);
  });

  it('goes on from the last version when a stream ends, which a bookmark may have told', async () => {
    const { changes, client, clock } = watch(
      list([]),
      [event('ADDED', 'x', '101'), event('BOOKMARK', '', '105')],
      [event('DELETED', 'x', '106')],
    );
    expect(await take(changes, 2)).to.deep.equal([{}, { name: 'x' }]);
    await clock.advance(1_000);
    expect(await take(changes, 1)).to.deep.equal([{ name: 'x' }]);
    expect(client.asked.map(({ query }) => query?.resourceVersion)).to.deep.equal([undefined, '100', '105']);
  });

  it('looks at everything again when its version is too old, and says that anything may have changed', async () => {
    const { changes, client, clock } = watch(
      list([]),
      { status: 410 },
      list([], { resourceVersion: '200' }),
      [gone],
      list([], { resourceVersion: '300' }),
      [event('ADDED', 'x', '301')],
    );
    const taking = take(changes, 4);
    await clock.advance(3_000);
    expect(await taking).to.deep.equal([{}, {}, {}, { name: 'x' }]);
    expect(client.asked.at(-1)?.query).to.include({ resourceVersion: '300' });
  });

  it('looks at everything again ever later, doubling from 1 s to 30 s, while its version is too old each time', async () => {
    for (const tooOld of [{ status: 410 }, [gone]]) {
      const { changes, client, clock } = watch(
        ...Array.from({ length: 20 }, (_unused, index) => [
          list([], { resourceVersion: `${index}` }),
          tooOld,
        ]).flat(),
      );
      const taking = take(changes, 8);
      for (const [index, pauseMs] of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000].entries()) {
        await clock.advance(pauseMs - 1);
        expect(client.asked).to.have.length(2 * (index + 1));
        await clock.advance(1);
      }
      expect(await taking).to.deep.equal(Array.from({ length: 8 }, () => ({})));
      expect(clock.pending).to.equal(0);
    }
  });

  it('looks at everything again after 1 s once a stream has lasted', async () => {
    const { changes, client, clock } = watch(
      list([]),
      { status: 410 },
      list([]),
      [event('ADDED', 'x', '101'), gone],
      list([]),
    );
    const taking = take(changes, 3);
    await clock.advance(1_000);
    await taking;
    await clock.advance(60_000);
    const next = changes.next();
    await clock.advance(999);
    expect(client.asked).to.have.length(4);
    await clock.advance(1);
    expect(await next).to.deep.equal({ done: false, value: {} });
  });

  it('asks in the background, on connections that reads do not share', async () => {
    const { changes, client } = watch(list([]), [event('ADDED', 'x', '101')]);
    await take(changes, 2);
    expect(client.asked.map(({ background }) => background)).to.deep.equal([true, true]);
  });

  it('ends by a throw when it is refused, when it cannot be read, and when it ends at once', async () => {
    for (const [answer, code] of [
      [{ status: 403 }, 'ACCESS_DENIED'],
      [[JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 500 } })], 'UNAVAILABLE'],
      [['hunter2 is no JSON'], 'UNAVAILABLE'],
      [[], 'UNAVAILABLE'],
      [[event('BOOKMARK', '', '105')], 'UNAVAILABLE'],
    ] as const) {
      const { changes, clock } = watch(list([]), answer);
      await changes.next();
      const error = await caught(changes.next());
      expect(error).to.have.property('code', code);
      expect(error.message).not.to.include('hunter2');
      expect(clock.pending).to.equal(0);
    }
  });
});
