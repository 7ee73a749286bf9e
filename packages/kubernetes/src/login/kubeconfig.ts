import { resolve } from 'node:path';
import { SecretsError } from '@chatelaine/core';
import { readCredentialFile, readCredentialFileIfPresent } from '@chatelaine/core/provider';
import { NAMESPACE } from '../legal-names.js';
import type { AccessSource } from './access-source.js';
import type { ClusterAccess } from './cluster-access.js';
import { clusterPart, type KubeconfigEntry, userPart } from './kubeconfig-entry.js';
import { kubeconfigPaths } from './kubeconfig-paths.js';
import { type Kubeconfig, parseKubeconfig } from './parse-kubeconfig.js';

/** A kubeconfig of many clusters holds their certificates, in bytes. */
const MAX_BYTES = 1024 * 1024;

/**
 * The access that a context of a kubeconfig describes. As for kubectl, the files that KUBECONFIG lists count together, and
 * the first that names something decides.
 *
 * @throws SecretsError `INVALID_CONFIG` for what is missing, and by name for what is not done here
 */
export async function kubeconfigAccess(source: AccessSource): Promise<ClusterAccess> {
  const backend = source.context.name;
  const configs = await readConfigs(source);
  const wanted = source.options.context ?? configs.find((config) => config.currentContext)?.currentContext;
  const refuse = (problem: string, hint: string, field = 'kubeconfig') =>
    new SecretsError('INVALID_CONFIG', `${backend}: ${problem}.`, { backend, field: [field], hint });
  if (wanted === undefined) {
    throw refuse('the kubeconfig has no current context', 'Set the option "context".', 'context');
  }
  const context = entry(configs, 'contexts', wanted)?.content;
  if (context === undefined) {
    throw refuse(
      'the kubeconfig has no such context',
      'Set "context" to one that "kubectl config get-contexts" lists.',
      'context',
    );
  }
  const cluster = entry(configs, 'clusters', context.cluster);
  if (cluster === undefined) throw refuse('the context names no cluster of the kubeconfig', 'Correct it.');
  const user = entry(configs, 'users', context.user);
  if (user === undefined) throw refuse('the context names no user of the kubeconfig', 'Correct it.');
  const { namespace } = context;
  return {
    ...(await clusterPart(cluster, backend)),
    ...(await userPart(user, backend)),
    namespace: typeof namespace === 'string' && NAMESPACE.test(namespace) ? namespace : 'default',
  };
}

function entry(
  configs: readonly Kubeconfig[],
  part: 'contexts' | 'clusters' | 'users',
  name: unknown,
): KubeconfigEntry | undefined {
  for (const config of configs) {
    const content = config[part].get(String(name));
    if (content !== undefined) return { content, directory: config.directory };
  }
  return undefined;
}

async function readConfigs({ options, context }: AccessSource): Promise<readonly Kubeconfig[]> {
  const { name: backend, directory, env } = context;
  const read = async (path: string, text: string) => parseKubeconfig(text, resolve(directory, path), backend);
  if (options.kubeconfig !== undefined) {
    const path = options.kubeconfig;
    const file = { option: 'kubeconfig', path, directory, backend, maxBytes: MAX_BYTES };
    return [await read(path, await readCredentialFile(file))];
  }
  const { paths, label } = kubeconfigPaths(env);
  const configs: Kubeconfig[] = [];
  for (const path of paths) {
    const text = await readCredentialFileIfPresent({ label, path, directory, backend, maxBytes: MAX_BYTES });
    if (text !== undefined) configs.push(await read(path, text));
  }
  if (configs.length > 0) return configs;
  throw new SecretsError('INVALID_CONFIG', `${backend}: this is no pod, and there is no kubeconfig.`, {
    backend,
    field: ['kubeconfig'],
    hint: 'Set "kubeconfig" or KUBECONFIG, or "server" and a credential.',
  });
}
