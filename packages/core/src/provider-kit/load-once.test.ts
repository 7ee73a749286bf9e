import { expect } from 'chai';
import { stub } from 'sinon';
import { loadOnce } from './load-once.js';

describe('loadOnce', () => {
  it('loads once for all, and only when it is called', async () => {
    const load = stub().resolves('sdk');
    const get = loadOnce(load);
    expect(load.called).to.equal(false);
    expect(await Promise.all([get(), get(), get()])).to.deep.equal(['sdk', 'sdk', 'sdk']);
    expect(load.callCount).to.equal(1);
  });

  it('forgets a failure, so that the next call tries again', async () => {
    const load = stub();
    load.onFirstCall().rejects(new Error('not now'));
    load.onSecondCall().resolves('sdk');
    const get = loadOnce(load);
    const [first] = await Promise.allSettled([get()]);
    expect(first).to.have.property('status', 'rejected');
    expect(await get()).to.equal('sdk');
  });
});
