import { TOKENS } from '@chatelaine/core/di';
import { expect } from 'chai';
import { Container } from 'inversify';
import { vaultModule } from './di.js';

describe('vaultModule', () => {
  it('adds a Vault to the backends of a container', () => {
    const container = new Container();
    container.load(vaultModule({ url: 'https://vault.example' }, { name: 'prod' }));
    expect(container.getAll(TOKENS.Backend).map(({ name }) => name)).to.deep.equal(['prod']);
  });
});
