import { azureKeyVault } from '@chatelaine/azure-key-vault';
import type { VaultFault } from '@chatelaine/testing';
import { type ChaosFault, LONGEST_DENIAL_MS } from './chaos-fault.js';
import type { ChaosStore, StoredText } from './chaos-store.js';
import { KeyVaultProcess } from './key-vault-process.js';

const HOUR_MS = 3_600_000;
const LASTS_MS = 3_000;
/** A log-in that the vault refused is not renewed for so long. */
const BETWEEN_RENEWALS_MS = 10_000;

/** Starts a Key Vault in a process of its own. */
export async function startKeyVaultStore(): Promise<ChaosStore> {
  const vault = await KeyVaultProcess.start();
  return {
    name: 'Key Vault',
    port: vault.port,
    otherPorts: [vault.authorityPort],
    backendAt: (port, kind, clock) =>
      azureKeyVault(
        {
          ...vault.optionsAt(port),
          connectionsPrefix: null,
          secretsPrefix: null,
          [kind === 'variable' ? 'configPrefix' : 'variablesPrefix']: null,
        },
        clock === undefined ? {} : { clock },
      ),
    write: (texts) => vault.set(texts.map(nameAndValue)),
    faults: faultsOf(vault),
    stop: () => vault.kill(),
  };
}

function nameAndValue({ kind, id, text }: StoredText): [name: string, value: string] {
  return [`airflow-${kind === 'variable' ? 'variables' : 'config'}-${id}`, text];
}

function faultsOf(vault: KeyVaultProcess): readonly ChaosFault[] {
  let aheadMs = 0;
  /** Every token there is has expired, as the vault sees it. */
  const moveClock = (): Promise<void> => {
    aheadMs += 2 * HOUR_MS;
    return vault.order({ aheadMs });
  };
  const answered = (name: string, fault: VaultFault): ChaosFault => ({
    name,
    lastsMs: LASTS_MS,
    begin: async () => {
      await vault.order({ fault: { times: Number.POSITIVE_INFINITY, ...fault } });
      return () => vault.order({ fault: undefined });
    },
  });
  return [
    {
      name: "the vault's clock 2 h ahead: tokens expired",
      lastsMs: LASTS_MS,
      isHarmless: true,
      begin: async () => {
        await moveClock();
        return async () => undefined;
      },
    },
    answered('429 with Retry-After: 1', { answer: 429, retryAfter: 1 }),
    answered('429 without Retry-After', { answer: 429 }),
    answered('500', { answer: 500 }),
    {
      name: 'killed and started again',
      lastsMs: 4_000,
      begin: async () => {
        await vault.kill();
        return async () => {
          await vault.revive();
          await vault.order({ aheadMs });
        };
      },
    },
    {
      name: 'access denied',
      lastsMs: LASTS_MS,
      kept: 'refused',
      pauseMs: LONGEST_DENIAL_MS,
      begin: async () => {
        await vault.order({ denied: true });
        return () => vault.order({ denied: false });
      },
    },
    {
      name: 'log-ins that give expired tokens',
      lastsMs: LASTS_MS,
      kept: 'refused',
      pauseMs: BETWEEN_RENEWALS_MS,
      begin: async () => {
        await vault.order({ expiredTokens: Number.MAX_SAFE_INTEGER });
        await moveClock();
        return () => vault.order({ expiredTokens: 0 });
      },
    },
  ];
}
