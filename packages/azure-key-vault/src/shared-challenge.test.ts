import type { PipelineRequest, PipelineResponse, SendRequest } from '@azure/core-rest-pipeline';
import { ManualClock } from '@chatelaine/testing';
import { expect } from 'chai';
import { SharedChallenge } from './shared-challenge.js';

/** A vault that answers when a test says so, and what it was sent. */
class SlowVault {
  readonly bodies: unknown[] = [];
  readonly #waiting: { answer(status: number): void; fail(error: Error): void }[] = [];

  readonly next: SendRequest = (request) => {
    this.bodies.push(request.body);
    return new Promise((resolve, reject) => {
      const answer = (status: number) =>
        resolve({ status, headers: request.headers, request, bodyAsText: '' });
      this.#waiting.push({ answer, fail: reject });
    });
  };

  async answer(status: number): Promise<void> {
    this.#waiting.shift()?.answer(status);
    await turns();
  }

  async fail(name: string): Promise<void> {
    this.#waiting.shift()?.fail(Object.assign(new Error('x'), { name }));
    await turns();
  }
}

function turns(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A request as far as the policy looks at it. */
function requestWith(body?: string, headers: Record<string, string> = {}): PipelineRequest {
  return { body, headers: new Map(Object.entries(headers)) } as unknown as PipelineRequest;
}

describe('SharedChallenge', () => {
  let clock: ManualClock;
  let vault: SlowVault;
  let policy: SharedChallenge;
  const send = (request = requestWith()): Promise<PipelineResponse> =>
    policy.sendRequest(request, vault.next);
  const statuses = async (answers: readonly Promise<PipelineResponse>[]) =>
    (await Promise.all(answers)).map(({ status }) => status);

  beforeEach(() => {
    clock = new ManualClock();
    vault = new SlowVault();
    policy = new SharedChallenge(clock);
  });

  it('is asked for once, and given to each request as its own', async () => {
    const requests = [requestWith(), requestWith(), requestWith()];
    const answers = requests.map(send);
    await vault.answer(401);
    expect((await Promise.all(answers)).map(({ request }) => request)).to.deep.equal(requests);
    expect(vault.bodies).to.have.length(1);
  });

  it('is kept for those who come while the log-in runs, and not for ever', async () => {
    const first = send();
    await vault.answer(401);
    await first;
    expect(await statuses([send()])).to.deep.equal([401]);
    expect(vault.bodies).to.have.length(1);

    await clock.advance(30_000);
    const later = send();
    await vault.answer(401);
    await later;
    expect(vault.bodies).to.have.length(2);
  });

  it('lets pass what has a token', async () => {
    const challenged = send();
    const authorized = send(requestWith('value', { authorization: 'Bearer t' }));
    await vault.answer(401);
    await vault.answer(200);
    expect(await statuses([challenged, authorized])).to.deep.equal([401, 200]);
    expect(vault.bodies).to.deep.equal([undefined, 'value']);
  });

  it('sends no value of a write along, and leaves it in the request', async () => {
    const write = requestWith('hunter2');
    const answer = send(write);
    await vault.answer(401);
    await answer;
    expect(vault.bodies).to.deep.equal([undefined]);
    expect(write.body).to.equal('hunter2');
  });

  it('of a vault that answers otherwise is told to all who wait, and not kept', async () => {
    const answers = [send(), send()];
    await vault.answer(503);
    expect(await statuses(answers)).to.deep.equal([503, 503]);
    const later = send();
    await vault.answer(401);
    expect(await statuses([later])).to.deep.equal([401]);
    expect(vault.bodies).to.have.length(2);
  });

  it('of a vault that cannot be reached fails for all who wait', async () => {
    const answers = Promise.allSettled([send(), send()]);
    await vault.fail('RestError');
    expect((await answers).map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    expect(vault.bodies).to.have.length(1);
  });

  it('is asked for anew by those who wait when the one who asked leaves', async () => {
    const first = Promise.allSettled([send()]);
    const second = send();
    await vault.fail('AbortError');
    await vault.answer(401);
    expect((await first)[0]?.status).to.equal('rejected');
    expect(await statuses([second])).to.deep.equal([401]);
  });

  it('is not waited for beyond a second when the one who asked gets no answer', async () => {
    const hung = new SlowVault();
    const first = policy.sendRequest(requestWith(), hung.next);
    const second = send();
    await clock.advance(1_000);
    await vault.answer(401);
    expect(await statuses([second])).to.deep.equal([401]);
    expect(await statuses([send()])).to.deep.equal([401]);
    expect(vault.bodies).to.have.length(1);
    await hung.answer(401);
    expect(await statuses([first])).to.deep.equal([401]);
  });
});
