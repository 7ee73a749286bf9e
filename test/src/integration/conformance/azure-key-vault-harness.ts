import { setTimeout } from 'node:timers/promises';
import { isRestError } from '@azure/keyvault-secrets';
import { azureKeyVault } from '@chatelaine/azure-key-vault';
import type { SecretRef, SecretsBackend, SecretValue } from '@chatelaine/core';
import type { BackendHarness, KeyVaultServer, StoreFault, VaultFault } from '@chatelaine/testing';
import { servicePrincipalOptions, startTrustedServer } from '../../support/trusted-server.js';
import { openVaultTarget, type VaultTarget } from '../../support/vault-target.js';
import { azureCheck } from '../canary/azure-check.js';

type Admin = VaultTarget['admin'];

const PREFIX = {
  connection: 'airflow-connections-',
  variable: 'airflow-variables-',
  config: 'airflow-config-',
  secret: '',
};

const FAULT: Readonly<Record<StoreFault, VaultFault | string>> = {
  'throttled with retry-after': { answer: 429, retryAfter: 3 },
  'throttled without header': { answer: 429 },
  'throttled with status 400': 'Key Vault throttles with status 429',
  'server error': { answer: 500 },
  hang: { answer: 'hang', challenges: true },
  reset: { answer: 'reset', challenges: true },
  'malformed body': { answer: 'malformed-body' },
};

const LIVE = process.env.CHATELAINE_TEST_VAULT_URL !== undefined;
const MARK = /^conf[0-9a-z]{6}/g;
const NO_LEVERS = 'a live vault is not broken on purpose';

/** A vault of our own server, or the live one that the environment names. */
export function azureKeyVaultHarness(): BackendHarness {
  let target: VaultTarget;
  /** A vault beside it that may be broken, so that the one under test stays whole. */
  let spare: KeyVaultServer | undefined;
  /** What the ids of a run have in common, by which a live vault is left as it was found. */
  const marks = new Set<string>();

  const openSpare = (prepare: (server: KeyVaultServer) => void): SecretsBackend => {
    if (spare === undefined) throw new Error('The spare vault is not there.');
    spare.clearFaults();
    spare.grant(spare.clientId);
    prepare(spare);
    return azureKeyVault(servicePrincipalOptions(spare));
  };

  const takeAway = async (name: string): Promise<void> => {
    if (target.server === undefined) return removeLive(target.admin, name);
    target.server.delete(name);
    target.server.purge(name);
  };

  return {
    provider: 'azure-key-vault',
    testedAgainst: LIVE
      ? 'the vault of CHATELAINE_TEST_VAULT_URL'
      : 'our own server, written from the published protocol',
    capabilities: {
      versions: true,
      teams: true,
      batch: false,
      list: true,
      describe: true,
      write: true,
      remove: true,
      watch: false,
      binary: false,
      empty: true,
      maxBytes: 25_600,
      illegalNames: 'more than 127 characters, or any but letters, digits and "-"',
    },
    async start() {
      target = await openVaultTarget();
      if (!LIVE) spare = await startTrustedServer();
    },
    async stop() {
      if (LIVE) for (const mark of marks) await removeMarked(target.admin, mark);
      await target[Symbol.asyncDispose]();
      await spare?.close();
    },
    open: ({ options, context } = {}) => azureKeyVault({ ...target.options, ...options }, context),
    async seed(ref, value) {
      for (const [mark] of ref.id.matchAll(MARK)) marks.add(mark);
      return (await target.admin.setSecret(nameOf(ref), textOf(value))).properties.version;
    },
    unseed: (ref) => takeAway(nameOf(ref)),
    disable: async (ref) => {
      await target.admin.updateSecretProperties(nameOf(ref), '', { enabled: false });
    },
    openDenied: LIVE ? NO_LEVERS : () => openSpare((server) => server.deny(server.clientId)),
    openUnauthenticated: LIVE
      ? NO_LEVERS
      : () => azureKeyVault({ ...target.options, clientSecret: 'not the one' }),
    openBroken: LIVE
      ? NO_LEVERS
      : (fault) => {
          const how = FAULT[fault];
          if (typeof how === 'string') return how;
          return openSpare((server) => server.fault({ ...how, times: Number.POSITIVE_INFINITY }));
        },
    leaks: azureCheck,
    ...(LIVE ? {} : { requests: () => requestsOf(target.server) + requestsOf(spare) }),
  };
}

/** Airflow's own rule, written down a second time. */
function nameOf({ kind, id, team }: SecretRef): string {
  if (kind === 'secret') return id;
  return `${PREFIX[kind]}${team === undefined ? '' : `${team}--`}${id}`.replaceAll('_', '-');
}

function textOf(value: SecretValue): string {
  return typeof value === 'string' ? value : Buffer.from(value).toString('utf8');
}

function requestsOf(server: KeyVaultServer | undefined): number {
  return server?.requests.length ?? 0;
}

/** Deletes and purges, and waits until the name is free again: a live vault takes seconds for each. */
async function removeLive(admin: Admin, name: string): Promise<void> {
  const poller = await admin.beginDeleteSecret(name);
  await poller.pollUntilDone();
  await admin.purgeDeletedSecret(name);
  while (await isDeleted(admin, name)) await setTimeout(1_000);
}

/** Takes away everything that a run wrote, what it removed itself included. */
async function removeMarked(admin: Admin, mark: string): Promise<void> {
  for (const name of await namesWith(mark, admin.listPropertiesOfSecrets())) await removeLive(admin, name);
  for (const name of await namesWith(mark, admin.listDeletedSecrets())) await admin.purgeDeletedSecret(name);
}

/** All of them before the first is taken away: a list whose entries go leaves some out. */
async function namesWith(mark: string, listed: AsyncIterable<{ readonly name: string }>): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of listed) if (name.includes(mark)) names.push(name);
  return names;
}

async function isDeleted(admin: Admin, name: string): Promise<boolean> {
  try {
    await admin.getDeletedSecret(name);
    return true;
  } catch (error) {
    if (isRestError(error) && error.statusCode === 404) return false;
    throw error;
  }
}
