import { ManualClock } from '@chatelaine/testing';
import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import { ClusterLogin } from './cluster-login.js';

describe('ClusterLogin', () => {
  const login = (tokens: readonly (string | Error)[], options = {}) => {
    const clock = new ManualClock();
    const asked: number[] = [];
    const context = { name: 'k', directory: '/', env: {}, clock };
    const made = new ClusterLogin(options, context, () => {
      const token = tokens[asked.push(1) - 1];
      if (token instanceof Error || token === undefined) throw token ?? new Error('It was asked too often.');
      return { server: 'https://127.0.0.1', token };
    });
    return { made, clock, asked };
  };

  it('is read once for all, and again behind their backs after a minute', async () => {
    const { made, clock, asked } = login(['first', 'second']);
    const [one, two] = await Promise.all([made.get(), made.get()]);
    expect([one.token, two.token, asked.length]).to.deep.equal(['first', 'first', 1]);
    await clock.advance(60_000);
    expect((await made.get()).token).to.equal('first');
    await clock.advance(0);
    expect((await made.get()).token).to.equal('second');
    expect(asked).to.have.length(2);
  });

  it('is read anew when it is refused, at most every 10 s', async () => {
    const { made, clock, asked } = login(['first', 'second', 'third']);
    const first = await made.get();
    expect(await made.renew(first)).to.equal(true);
    const second = await made.get();
    expect(second.token).to.equal('second');
    expect(await made.renew(second)).to.equal(false);
    // Another reader has renewed it meanwhile.
    expect(await made.renew(first)).to.equal(true);
    await clock.advance(10_000);
    expect(await made.renew(second)).to.equal(true);
    expect(asked).to.have.length(3);
  });

  it('names the option when nothing names the namespace', async () => {
    const error = await caught(login(['first']).made.namespace());
    expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: ['namespace'] });
    expect(await login([], { namespace: 'team-a' }).made.namespace()).to.equal('team-a');
  });
});
