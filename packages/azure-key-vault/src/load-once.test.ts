import { expect } from 'chai';
import { stub } from 'sinon';
import { loadOnce } from './load-once.js';

describe('loadOnce', () => {
  it('loads once, and forgets a failure', async () => {
    const load = stub().onFirstCall().rejects(new Error('x')).onSecondCall().resolves('loaded');
    const get = loadOnce(load);
    expect(await get().catch(() => 'failed')).to.equal('failed');
    expect(await Promise.all([get(), get()])).to.deep.equal(['loaded', 'loaded']);
    expect(load.callCount).to.equal(2);
  });
});
