import { TOKENS } from '@chatelaine/core/di';
import { expect } from 'chai';
import { Container } from 'inversify';
import { envModule } from './di.js';

describe('envModule', () => {
  it('binds the backend into a container', async () => {
    const container = new Container();
    await container.load(envModule({ variablesPrefix: 'V_' }));
    expect(container.getAll(TOKENS.Backend).map(({ name }) => name)).to.deep.equal(['env']);
  });
});
