import { delimiter, join } from 'node:path';
import type { ProviderContext } from '@chatelaine/core';

/** Where kubeconfigs are that no option names, as kubectl finds them, and how messages call them. */
export function kubeconfigPaths(env: ProviderContext['env']): {
  readonly paths: readonly string[];
  readonly label: string;
} {
  const paths = (env.KUBECONFIG ?? '').split(delimiter).filter((path) => path !== '');
  if (paths.length > 0) return { paths, label: 'that KUBECONFIG names' };
  return { paths: [join(env.HOME ?? env.USERPROFILE ?? '.', '.kube', 'config')], label: '~/.kube/config' };
}
