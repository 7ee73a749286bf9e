import type { Env } from '@chatelaine/core';
import { systemClock } from '@chatelaine/core';
import { expect } from 'chai';
import { chooseAccess } from './access-source.js';

describe('The way to the API server', () => {
  const choose = (options: Parameters<typeof chooseAccess>[0], env: Env = {}) =>
    chooseAccess(options, { name: 'k', directory: '/', env, clock: systemClock });
  const POD = { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' };

  it("is the options' own server, whatever else there is", () => {
    const options = { server: 'https://host:6443', namespace: 'x', tokenFile: 'token' };
    expect(choose(options, { ...POD, KUBECONFIG: 'x' })).to.equal('server');
  });

  it('is the kubeconfig that the options name, in a pod too', () => {
    expect(choose({ kubeconfig: 'x' }, POD)).to.equal('kubeconfig');
    expect(choose({ context: 'x' }, POD)).to.equal('kubeconfig');
  });

  it("is the pod's own in a pod, and a kubeconfig elsewhere", () => {
    expect(choose({}, POD)).to.equal('in-cluster');
    expect(choose({}, { KUBERNETES_SERVICE_HOST: '' })).to.equal('kubeconfig');
    expect(choose({ serviceAccountFolder: 'x' })).to.equal('in-cluster');
  });
});
