import type { SecretsBackend } from '@chatelaine/core';
import { kubernetes } from '@chatelaine/kubernetes';
import type { BackendHarness, StoreFault } from '@chatelaine/testing';
import type { BrokenAnswer } from '../../support/broken-answer.js';
import { startBrokenApiServer, statusBody } from '../../support/broken-api-server.js';
import { KubeNamespace } from '../../support/kube-namespace.js';
import { type KubeApiServer, startKubeApiServer } from '../../support/servers/kube-apiserver.js';
import { kubernetesCheck } from '../canary/kubernetes-check.js';

const THROTTLED = statusBody(429, 'TooManyRequests', 'too many requests');
const FAULT: Readonly<Record<StoreFault, BrokenAnswer | string>> = {
  'throttled with retry-after': { status: 429, body: THROTTLED, headers: { 'retry-after': '3' } },
  'throttled without header': { status: 429, body: THROTTLED },
  'throttled with status 400': 'Kubernetes throttles with status 429',
  'server error': { status: 500, body: statusBody(500, 'InternalError', 'etcdserver: request timed out') },
  hang: 'hang',
  reset: 'reset',
  'malformed body': { status: 200, body: '{"kind":"Secret","data":' },
};
const VERBS = ['get', 'list', 'watch', 'create', 'patch', 'delete'];

/** A namespace of a real API server, read by a service account with a real token. */
export function kubernetesHarness(): BackendHarness {
  let server: KubeApiServer;
  let namespace: KubeNamespace;
  let token: string;
  const release: (() => Promise<void>)[] = [];

  const openAs = (bearer: string, settings: Parameters<BackendHarness['open']>[0] = {}): SecretsBackend =>
    kubernetes(
      {
        namespace: namespace.name,
        access: () => ({ server: server.url, ca: server.ca, token: bearer }),
        ...settings.options,
      },
      settings.context,
    );

  return {
    provider: 'kubernetes',
    testedAgainst: 'kube-apiserver 1.34.4 with etcd',
    capabilities: {
      versions: false,
      teams: false,
      batch: true,
      list: true,
      describe: true,
      write: true,
      remove: true,
      watch: true,
      binary: true,
      empty: true,
      maxBytes: 1_048_576,
      illegalNames:
        'what a label cannot hold: more than 63 characters, or any but letters, digits, "-", "_" and "."',
    },
    async start(context) {
      server = await startKubeApiServer(context as Parameters<typeof startKubeApiServer>[0]);
      release.push(() => server.stop());
      namespace = await KubeNamespace.create(server, 'conformance');
      await namespace.account('reader', VERBS);
      await namespace.account('nobody', []);
      token = await namespace.token('reader');
    },
    async stop() {
      for (const end of release.splice(0).reverse()) await end();
    },
    open: (settings) => openAs(token, settings),
    seed: (ref, value) => namespace.seed(ref, value),
    unseed: (ref) => namespace.unseed(ref),
    disable: 'a Role grants all Secrets that a label can find, or none',
    openDenied: async () => openAs(await namespace.token('nobody')),
    openUnauthenticated: () => openAs('no token of this cluster'.replaceAll(' ', '-')),
    openBroken: async (fault) => {
      const how = FAULT[fault];
      if (typeof how === 'string' && how !== 'hang' && how !== 'reset') return how;
      const broken = await startBrokenApiServer(how);
      release.push(() => broken.close());
      return kubernetes({
        namespace: namespace.name,
        access: () => ({ server: broken.url, ca: broken.ca, token }),
      });
    },
    leaks: kubernetesCheck(() => server),
    noPrefixes: 'labels stand in the place of prefixes',
    pageSize: 100,
  };
}
