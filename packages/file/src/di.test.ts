import { TOKENS } from '@chatelaine/core/di';
import { expect } from 'chai';
import { Container } from 'inversify';
import { fileModule } from './di.js';

describe('fileModule', () => {
  it('binds the backend into a container', async () => {
    const container = new Container();
    await container.load(fileModule({ path: 'a.env' }));
    expect(container.getAll(TOKENS.Backend).map(({ name }) => name)).to.deep.equal(['file']);
  });
});
