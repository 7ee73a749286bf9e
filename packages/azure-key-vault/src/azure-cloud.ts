interface AzureCloud {
  /** How the names of its vaults end. */
  readonly vaultSuffix: string;
  /** Where its identities log in; the first is the one to use. */
  readonly authorities: readonly [string, ...string[]];
}

const CLOUDS: readonly AzureCloud[] = [
  {
    vaultSuffix: '.vault.azure.net',
    authorities: ['login.microsoftonline.com', 'login.microsoft.com', 'login.windows.net', 'sts.windows.net'],
  },
  {
    vaultSuffix: '.vault.azure.cn',
    authorities: ['login.chinacloudapi.cn', 'login.partner.microsoftonline.cn'],
  },
  { vaultSuffix: '.vault.usgovcloudapi.net', authorities: ['login.microsoftonline.us'] },
];

/** The cloud that a vault's host belongs to; `undefined` for a host of nobody's. */
export function cloudOf(vaultHost: string): AzureCloud | undefined {
  return CLOUDS.find(({ vaultSuffix }) => vaultHost.endsWith(vaultSuffix));
}
