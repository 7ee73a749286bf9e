/** The module of each provider that has a short name. */
const MODULE_BY_NAME: Readonly<Record<string, string>> = {
  env: '@chatelaine/env',
  file: '@chatelaine/file',
  'azure-key-vault': '@chatelaine/azure-key-vault',
  'aws-secrets-manager': '@chatelaine/aws/secrets-manager',
  'aws-parameter-store': '@chatelaine/aws/parameter-store',
  gcp: '@chatelaine/gcp',
  vault: '@chatelaine/vault',
  kubernetes: '@chatelaine/kubernetes',
  'kubernetes-mount': '@chatelaine/kubernetes/mount',
};

/** The short names that this version has a package for. */
export const BUNDLED_PROVIDERS: readonly string[] = Object.keys(MODULE_BY_NAME);

/** The module of a provider with a short name. */
export const moduleOf = (shortName: string): string => MODULE_BY_NAME[shortName] ?? shortName;

/** Whether a module, or a package, is a bundled provider's. */
export const isBundled = (name: string): boolean =>
  Object.values(MODULE_BY_NAME).some((module) => module === name || packageOf(module) === name);

/** The npm package of a module. */
export const packageOf = (module: string): string =>
  module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
