import { AnswerTooLong } from '@chatelaine/core/provider';
import { expect } from 'chai';
import { boundedFetch } from './bounded-fetch.js';

describe('boundedFetch', () => {
  it('asks that no redirect is followed, and hands the signal on', async () => {
    const seen: RequestInit[] = [];
    const { signal } = new AbortController();
    const fetch = boundedFetch(async (_url, init = {}) => {
      seen.push(init);
      return new Response('{}', { status: 302, headers: { location: 'https://x.example' } });
    });
    expect((await fetch('https://y.example', { signal })).status).to.equal(302);
    expect(seen[0]).to.include({ redirect: 'manual', signal });
  });

  it('reads what is whole, and an answer without a body', async () => {
    expect(
      await (await boundedFetch(async () => new Response('x'.repeat(1024 * 1024)))('u')).text(),
    ).to.have.length(1024 * 1024);
    expect((await boundedFetch(async () => new Response(null, { status: 204 }))('u')).status).to.equal(204);
  });

  it('stops reading an answer without an end, and lets go of it', async () => {
    let cancelled = false;
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(100_000)),
      cancel: () => {
        cancelled = true;
      },
    });
    const error: unknown = await boundedFetch(async () => new Response(endless))('u').catch(
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(AnswerTooLong);
    expect(cancelled).to.equal(true);
  });
});
