import { type VaultOptions, vault } from '@chatelaine/vault';
import type { Context } from 'mocha';
import { type ChaosFault, LONGEST_DENIAL_MS } from './chaos-fault.js';
import type { ChaosStore, StoredText } from './chaos-store.js';
import { DurableBao } from './durable-bao.js';

const LASTS_MS = 3_000;
/** After the second failure of a log-in, a fifth by chance included. */
const LONGEST_LOGIN_PAUSE_MS = 4_800;
/** Tokens end several times in a run, and the client logs in anew. */
const TOKEN_TTL = '20s';
const ROLE = 'auth/approle/role/app';
const LOGIN = { roleId: 'role-of-the-app', secretId: 'secret-id-of-the-app' } as const;
const POLICY = 'path "secret/data/*" { capabilities = ["read"] }';

/** Starts an OpenBao with an AppRole that may read. */
export async function startBaoStore(context: Context): Promise<ChaosStore> {
  const bao = await DurableBao.start(context);
  await bao.ask('POST', 'sys/mounts/secret', { type: 'kv', options: { version: '2' } });
  await bao.ask('POST', 'sys/auth/approle', { type: 'approle' });
  await bao.ask('POST', 'sys/policies/acl/app', { policy: POLICY });
  await bao.ask('POST', ROLE, { token_policies: ['app'], token_ttl: TOKEN_TTL, token_max_ttl: TOKEN_TTL });
  await bao.ask('POST', `${ROLE}/role-id`, { role_id: LOGIN.roleId });
  await letIn(bao);
  return {
    name: 'OpenBao',
    port: bao.port,
    otherPorts: [],
    backendAt: (port, kind, clock) => vault(optionsAt(port, kind), clock === undefined ? {} : { clock }),
    write: async (texts) => {
      await Promise.all(texts.map((text) => write(bao, text)));
    },
    faults: faultsOf(bao),
    stop: () => bao.stop(),
  };
}

function optionsAt(port: number, kind: StoredText['kind']): VaultOptions {
  return {
    url: `http://127.0.0.1:${port}`,
    connectionsPath: null,
    secretsPath: null,
    [kind === 'variable' ? 'configPath' : 'variablesPath']: null,
    ...LOGIN,
  };
}

async function write(bao: DurableBao, { kind, id, text }: StoredText): Promise<void> {
  const folder = kind === 'variable' ? 'variables' : 'config';
  await bao.ask('POST', `secret/data/${folder}/${id}`, { data: { value: text } });
}

async function letIn(bao: DurableBao): Promise<void> {
  await bao.ask('POST', `${ROLE}/custom-secret-id`, { secret_id: LOGIN.secretId });
}

async function revokeTokens(bao: DurableBao): Promise<void> {
  await bao.ask('POST', 'sys/leases/revoke-prefix/auth/approle/login');
}

function faultsOf(bao: DurableBao): readonly ChaosFault[] {
  return [
    {
      name: 'all tokens revoked',
      lastsMs: LASTS_MS,
      isHarmless: true,
      begin: async () => {
        await revokeTokens(bao);
        return async () => undefined;
      },
    },
    {
      name: '429 of a quota of 1 request a second',
      lastsMs: LASTS_MS,
      begin: async () => {
        await bao.ask('POST', 'sys/quotas/rate-limit/chaos', { rate: 1, path: 'secret/' });
        return async () => void (await bao.ask('DELETE', 'sys/quotas/rate-limit/chaos'));
      },
    },
    {
      name: '503 of a sealed server',
      lastsMs: LASTS_MS,
      begin: async () => {
        await bao.seal();
        return () => bao.unseal();
      },
    },
    {
      name: 'killed and started again',
      lastsMs: 4_000,
      begin: async () => {
        await bao.kill();
        return () => bao.revive();
      },
    },
    {
      name: 'access denied',
      lastsMs: LASTS_MS,
      kept: 'refused',
      pauseMs: LONGEST_DENIAL_MS,
      begin: async () => {
        await bao.ask('POST', 'sys/policies/acl/app', { policy: 'path "nothing" { capabilities = [] }' });
        return async () => void (await bao.ask('POST', 'sys/policies/acl/app', { policy: POLICY }));
      },
    },
    {
      name: 'log-in revoked',
      lastsMs: LASTS_MS,
      kept: 'refused',
      pauseMs: LONGEST_LOGIN_PAUSE_MS,
      begin: async () => {
        await bao.ask('POST', `${ROLE}/secret-id/destroy`, { secret_id: LOGIN.secretId });
        await revokeTokens(bao);
        return () => letIn(bao);
      },
    },
  ];
}
