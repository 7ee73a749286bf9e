import { TOKENS } from '@chatelaine/core/di';
import { expect } from 'chai';
import { Container } from 'inversify';
import { azureKeyVaultModule } from './di.js';

describe('azureKeyVaultModule', () => {
  it('adds the vault to the backends of a container', () => {
    const container = new Container();
    container.load(azureKeyVaultModule({ vaultUrl: 'https://x.vault.azure.net' }, { name: 'prod' }));
    expect(container.getAll(TOKENS.Backend).map(({ name }) => name)).to.deep.equal(['prod']);
  });
});
