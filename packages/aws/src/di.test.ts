import { TOKENS } from '@chatelaine/core/di';
import { expect } from 'chai';
import { Container } from 'inversify';
import { awsParameterStoreModule, awsSecretsManagerModule } from './di.js';

describe('The modules of AWS', () => {
  it('add their backends to those of a container', () => {
    const container = new Container();
    container.load(awsSecretsManagerModule({}, { name: 'a' }), awsParameterStoreModule({}, { name: 'b' }));
    expect(container.getAll(TOKENS.Backend).map(({ name }) => name)).to.deep.equal(['a', 'b']);
  });
});
