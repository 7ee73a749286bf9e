import { expect } from 'chai';
import { stub } from 'sinon';
import { firstOf } from './first-of.js';

describe('firstOf', () => {
  it('asks name by name until one has an answer', async () => {
    const ask = stub();
    ask.withArgs('team').resolves(undefined);
    ask.withArgs('global').resolves('');
    expect(await firstOf({ names: ['team', 'global', 'other'] }, ask)).to.equal('');
    expect(ask.args).to.deep.equal([['team'], ['global']]);
  });

  it('asks nothing for what is not here', async () => {
    const ask = stub();
    expect(await firstOf({ notHere: 'variablesPrefix is null' }, ask)).to.equal(undefined);
    expect(ask.called).to.equal(false);
  });
});
