import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecretRef } from '@chatelaine/core';
import { KubeNamespace } from '../../support/kube-namespace.js';
import { MountedSecret } from '../../support/mounted-secret.js';
import { startKubeApiServer } from '../../support/servers/kube-apiserver.js';
import { type StartStore, seedApplication } from './application-store.js';

const FOLDER: Readonly<Record<SecretRef['kind'], string>> = {
  connection: 'connections/',
  variable: 'variables/',
  config: 'config/',
  secret: '',
};

/** An API server, and the kubeconfig of a service account that may read Secrets. */
export const startKubernetes: StartStore = async (context) => {
  const server = await startKubeApiServer(context);
  const namespace = await KubeNamespace.create(server, 'shop');
  const hasVersions = await seedApplication(async (ref, value) => {
    await namespace.seed(ref, value);
    return undefined;
  });
  await namespace.account('application', ['get', 'list']);
  const folder = await mkdtemp(join(tmpdir(), 'one-application-kube-'));
  await writeFile(join(folder, 'ca.crt'), server.ca);
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'here',
    contexts: [{ name: 'here', context: { cluster: 'here', user: 'application' } }],
    clusters: [{ name: 'here', cluster: { server: server.url, 'certificate-authority': 'ca.crt' } }],
    users: [{ name: 'application', user: { token: await namespace.token('application') } }],
  };
  await writeFile(join(folder, 'config'), JSON.stringify(kubeconfig));
  return {
    hasVersions,
    env: { KUBECONFIG: join(folder, 'config') },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
};

/** A folder as the kubelet mounts it. */
export const startMount: StartStore = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'one-application-mount-'));
  const mount = await MountedSecret.create(folder);
  const hasVersions = await seedApplication(({ kind, id }, value) => mount.set(FOLDER[kind] + id, value));
  return { hasVersions, env: { SECRETS_FOLDER: folder }, stop: () => rm(folder, { recursive: true }) };
};
