import { systemClock } from '@chatelaine/core';
import { expect } from 'chai';
import type { KubernetesOptions } from '../kubernetes-options.js';
import { clusterPlace } from './cluster-place.js';

const placeOf = (options: KubernetesOptions, env: Record<string, string> = {}, directory = '/') =>
  clusterPlace(options, { name: 'k', directory, env, clock: systemClock }, false);

describe('The place of a cluster', () => {
  const pod = { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' };
  const given = { server: 'https://a', token: 't', namespace: 'x' };
  const different: readonly (readonly [string, string, string])[] = [
    ['home folders', placeOf({}, { HOME: '/a' }), placeOf({}, { HOME: '/b' })],
    ['lists of kubeconfigs', placeOf({}, { KUBECONFIG: '/a' }), placeOf({}, { KUBECONFIG: '/b' })],
    ['kubeconfigs', placeOf({ kubeconfig: 'a' }), placeOf({ kubeconfig: 'b' })],
    [
      'folders of a kubeconfig',
      placeOf({ kubeconfig: 'a' }, {}, '/one'),
      placeOf({ kubeconfig: 'a' }, {}, '/other'),
    ],
    ['contexts', placeOf({ context: 'a' }), placeOf({ context: 'b' })],
    ['hosts of a pod', placeOf({}, pod), placeOf({}, { ...pod, KUBERNETES_SERVICE_HOST: '10.0.0.2' })],
    ['ports of a pod', placeOf({}, pod), placeOf({}, { ...pod, KUBERNETES_SERVICE_PORT: '6443' })],
    ['namespaces', placeOf({ namespace: 'a' }), placeOf({ namespace: 'b' })],
    ['servers', placeOf(given), placeOf({ ...given, server: 'https://b' })],
    ['service accounts', placeOf({}, pod), placeOf({ serviceAccountFolder: '/other' }, pod)],
  ];
  for (const [what, one, other] of different) {
    it(`tells apart two ${what}`, () => expect(one).not.to.equal(other));
  }

  it('is the same whatever in the environment does not decide', () => {
    expect(placeOf(given, { HOME: '/a', ...pod })).to.equal(placeOf(given, { HOME: '/b' }));
    expect(placeOf({ kubeconfig: '/a' }, pod)).to.equal(placeOf({ kubeconfig: '/a' }, { HOME: '/b' }));
  });
});
