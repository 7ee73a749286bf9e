import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { SecretRef } from '@chatelaine/core';
import type { BackendHarness, OpenSettings, StoreFault } from '@chatelaine/testing';
import { type VaultBackend, vault } from '@chatelaine/vault';
import { BaoAdmin, pathOf, shapeOf } from '../../support/bao-admin.js';
import type { BrokenAnswer } from '../../support/broken-answer.js';
import { errorsBody, startBrokenVault } from '../../support/broken-vault.js';
import { type OpenBaoServer, startOpenBao } from '../../support/servers/openbao-server.js';
import { vaultCheck } from '../canary/vault-check.js';

const THROTTLED = errorsBody('request path "secret": rate limit quota exceeded');
const FAULT: Readonly<Record<StoreFault, BrokenAnswer | string>> = {
  'throttled with retry-after': { status: 429, body: THROTTLED, headers: { 'retry-after': '3' } },
  'throttled without header': { status: 429, body: THROTTLED },
  'throttled with status 400': 'Vault throttles with status 429',
  'server error': { status: 500, body: errorsBody('internal error') },
  hang: 'hang',
  reset: 'reset',
  'malformed body': { status: 200, body: '{"data":{"data":' },
};
/** With a folder for everybody, a team falls back to it; without one, Airflow shows a team its own alone. */
const EVERYONE = 'everyone';
const REQUESTS = 'http.client.request.start';

/** A mount of a real OpenBao, read by what an AppRole gives. */
export function vaultHarness(kvEngineVersion: 1 | 2 = 2): BackendHarness {
  const mount = kvEngineVersion === 1 ? 'kv1' : 'secret';
  const hasVersions = kvEngineVersion === 2;
  let server: OpenBaoServer;
  let admin: BaoAdmin;
  let login: { readonly roleId: string; readonly secretId: string };
  let requests = 0;
  // The administrator's own requests say nobody that they are Chatelaine.
  const count = (event: unknown) => {
    const { request } = event as { readonly request: { getHeader(name: string): unknown } };
    if (request.getHeader('user-agent') === 'chatelaine') requests += 1;
  };
  const release: (() => Promise<void>)[] = [];

  const openAs = (credential: object, { options = {}, context }: OpenSettings = {}): VaultBackend =>
    vault(
      {
        url: server.url,
        mountPoint: mount,
        kvEngineVersion,
        globalSecretsPath: EVERYONE,
        ...credential,
        ...withPaths(options),
      },
      context,
    );
  const dataPath = (ref: SecretRef, area = 'data') =>
    [mount, ...(hasVersions ? [area] : []), pathOf(ref, EVERYONE)].join('/');

  return {
    provider: 'vault',
    testedAgainst: 'OpenBao 2.7.2',
    capabilities: {
      versions: hasVersions,
      teams: true,
      batch: false,
      list: true,
      describe: true,
      write: true,
      remove: true,
      watch: false,
      binary: false,
      empty: true,
      illegalNames: 'what cannot be printed, "..", and an empty part between "/"',
    },
    async start(context) {
      server = await startOpenBao(context as Parameters<typeof startOpenBao>[0]);
      release.push(() => server.stop());
      admin = new BaoAdmin(server);
      const all = '["create", "read", "update", "delete", "list"]';
      await admin.policy('conformance', `path "${mount}/*" { capabilities = ${all} }`);
      login = await admin.appRole('conformance', 'conformance');
      subscribe(REQUESTS, count);
    },
    async stop() {
      unsubscribe(REQUESTS, count);
      for (const end of release.splice(0).reverse()) await end();
    },
    open: (settings) => openAs(login, settings),
    async seed(ref, value) {
      const data = shapeOf(ref, value);
      const body = await admin.do('POST', dataPath(ref), hasVersions ? { data } : data);
      return hasVersions ? String(body.data?.version) : undefined;
    },
    async unseed(ref) {
      await admin.do('DELETE', dataPath(ref, 'metadata'));
    },
    disable: 'a deleted version is missing, and a policy refuses paths, whatever is there',
    openDenied: async () =>
      openAs({ token: await admin.token('nobody', 'path "x" { capabilities = ["read"] }') }),
    openUnauthenticated: () => openAs({ token: 'no-token-of-this-vault' }),
    openBroken: async (fault) => {
      const how = FAULT[fault];
      if (typeof how === 'string' && how !== 'hang' && how !== 'reset') return how;
      const broken = await startBrokenVault(how);
      release.push(() => broken.close());
      return openAs({ url: broken.url, token: 'a-token' });
    },
    leaks: vaultCheck(() => server),
    requests: () => requests,
  };
}

/** The suite knows prefixes; here they are folders. */
function withPaths(options: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name.replace(/Prefix$/, 'Path'), value]),
  );
}
