import { TOKENS } from '@chatelaine/core/di';
import { expect } from 'chai';
import { Container } from 'inversify';
import { kubernetesModule, kubernetesMountModule } from './di.js';

describe('kubernetesModule and kubernetesMountModule', () => {
  it('add their backends to the ones of a container', () => {
    const container = new Container();
    container.load(
      kubernetesMountModule({ path: '/etc/secrets' }),
      kubernetesModule({}, { name: 'cluster' }),
    );
    expect(container.getAll(TOKENS.Backend).map(({ name }) => name)).to.deep.equal([
      'kubernetes-mount',
      'cluster',
    ]);
  });
});
