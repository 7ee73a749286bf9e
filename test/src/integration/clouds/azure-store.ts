import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SecretRef } from '@chatelaine/core';
import { startKeyVaultServer } from '@chatelaine/testing';
import { ROOT } from '../../support/repository.js';
import { type StartStore, seedApplication } from './application-store.js';

const HOST = 'contoso.vault.azure.net';
const PREFIX: Readonly<Record<SecretRef['kind'], string>> = {
  connection: 'airflow-connections-',
  variable: 'airflow-variables-',
  config: 'airflow-config-',
  secret: '',
};

/** A Key Vault under a name of Azure, whose names lead to this machine. */
export const startKeyVault: StartStore = async () => {
  const vault = await startKeyVaultServer({ hostNames: [HOST] });
  const hasVersions = await seedApplication(async (ref, value) => vault.set(nameOf(ref), value));
  const url = `https://${HOST}:${vault.port}`;
  const login = await vault.environment('client-secret');
  return {
    hasVersions,
    env: { ...login, VAULT_URL: url },
    airflowEnv: { ...login, AIRFLOW__SECRETS__BACKEND_KWARG__VAULT_URL: url },
    imports: [pathToFileURL(join(ROOT, 'examples/azure/vault-on-this-machine.js')).href],
    stop: () => vault.close(),
  };
};

/** Airflow's own rule, written down a second time. */
function nameOf({ kind, id }: SecretRef): string {
  return `${PREFIX[kind]}${id}`.replaceAll('_', '-');
}
