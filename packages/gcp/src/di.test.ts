import { TOKENS } from '@chatelaine/core/di';
import { expect } from 'chai';
import { Container } from 'inversify';
import { gcpModule } from './di.js';

describe('gcpModule', () => {
  it('adds the project to the backends of a container', () => {
    const container = new Container();
    container.load(gcpModule({ projectId: 'prod-1' }, { name: 'prod' }));
    expect(container.getAll(TOKENS.Backend).map(({ name }) => name)).to.deep.equal(['prod']);
  });
});
