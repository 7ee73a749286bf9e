import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackendInput, LeakCheck } from '@chatelaine/testing';
import { provider } from '@chatelaine/vault';
import { BaoAdmin, pathOf, shapeOf } from '../../support/bao-admin.js';
import type { BrokenAnswer } from '../../support/broken-answer.js';
import { errorsBody, startBrokenVault } from '../../support/broken-vault.js';
import type { OpenBaoServer } from '../../support/servers/openbao-server.js';

let mounts = 0;

/** A mount of a real OpenBao, with canaries in its values, its errors and its log-in. */
export const vaultCheck = (server: () => OpenBaoServer): LeakCheck => ({
  provider,
  refs: [{ kind: 'connection', id: 'made' }],
  async open({ canaries, values }) {
    const admin = new BaoAdmin(server());
    mounts += 1;
    const mount = `leaks-${mounts}`;
    const folder = await mkdtemp(join(tmpdir(), 'chatelaine-vault-leaks-'));
    const release: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
    await admin.do('POST', `sys/mounts/${mount}`, { type: 'kv', options: { version: '2' } });
    release.push(() => admin.do<void>('DELETE', `sys/mounts/${mount}`));
    for (const { ref, value } of values) {
      await admin.do('POST', `${mount}/data/${pathOf(ref)}`, { data: shapeOf(ref, value) });
    }
    const token = canaries.make(`token ${mounts}`, { plain: true });
    const everything = `path "${mount}/*" { capabilities = ["read", "list"] }`;
    await admin.token(mount, everything, { id: token });
    const plain = canaries.make('text of an answer', { plain: true });
    const wrong = canaries.make('wrong credential', { plain: true });
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, token);
    const dynamic = {
      made: { path: `${mount}/data/connections/canary`, as: 'connection', connection: 'postgres://db/app' },
    };
    const options = { url: server().url, mountPoint: mount, tokenFile, dynamic };

    const changed = (more: object) => (): BackendInput => ({ options: { ...options, ...more } });
    const asAppRole = (more: object) => changed({ tokenFile: undefined, roleId: wrong, ...more });
    const broken =
      (fault: BrokenAnswer, admits = true) =>
      async (): Promise<BackendInput> => {
        const other = await startBrokenVault(fault, { admits });
        release.push(() => other.close());
        return { options: { ...options, url: other.url } };
      };
    const status = (code: number, headers: Readonly<Record<string, string>> = {}) =>
      broken({ status: code, headers, body: errorsBody(plain, `1 error occurred:\n\t* ${plain}`) });
    const answer = (body: object | string) =>
      broken({ status: 200, body: typeof body === 'string' ? body : JSON.stringify(body) });
    const wrapped = async (): Promise<BackendInput> => {
      await writeFile(join(folder, 'wrapped'), wrong);
      const secret = { wrappedSecretIdFile: join(folder, 'wrapped') };
      return { options: { ...options, tokenFile: undefined, roleId: wrong, ...secret } };
    };

    return {
      options,
      failures: {
        'a wrong token': changed({ tokenFile: undefined, token: wrong }),
        'a token that cannot be sent': changed({ tokenFile: undefined, token: `${wrong}\n${wrong}` }),
        'a token in a file that is not there': changed({ tokenFile: `/nothing/${plain}` }),
        'no token': changed({ tokenFile: undefined }),
        'a wrong secret id': asAppRole({ secretId: wrong }),
        'a wrong wrapping token': wrapped,
        'a wrong password': changed({ tokenFile: undefined, username: plain, password: wrong }),
        'a wrong JWT': changed({ tokenFile: undefined, jwtRole: plain, jwtToken: wrong }),
        'a method that is not mounted': asAppRole({ secretId: wrong, authMountPoint: plain }),
        'a namespace that is not there': changed({ namespace: 'not-there' }),
        'a mount that is not there': changed({ mountPoint: 'not-there' }),
        'a mount of another version': changed({ kvEngineVersion: 1 }),
        'an identity without rights': async () => {
          await admin.policy(mount, `path "nothing" { capabilities = ["read"] }`);
          return undefined;
        },
        'a revoked token': async () => {
          await admin.do('POST', 'auth/token/revoke', { token });
          return undefined;
        },
        'deleted versions': async () => {
          for (const { ref } of values) await admin.do('DELETE', `${mount}/data/${pathOf(ref)}`);
          return undefined;
        },
        'values of another shape': async () => {
          for (const { ref } of values) {
            await admin.do('POST', `${mount}/data/${pathOf(ref)}`, { data: { [plain]: plain } });
          }
          return undefined;
        },
        'an authority that is no certificate': async () => {
          await writeFile(join(folder, 'ca'), plain);
          return { options: { ...options, caFile: join(folder, 'ca') } };
        },
        'nobody at the address': changed({ url: 'http://127.0.0.1:9' }),
        'a 400': status(400),
        'a 403': status(403),
        'a 404 of somebody else': status(404),
        'a 405': status(405),
        'a 412': status(412),
        'a 418': status(418),
        'a 429': status(429),
        'a 429 with a strange header': status(429, { 'retry-after': plain }),
        'a 500': status(500),
        'a 503': status(503),
        'a redirect': status(307, { location: `https://${plain}.example/${plain}` }),
        'an answer that is no JSON': answer(`{"data": "${plain}`),
        'an answer of another shape': answer({ data: plain, lease_id: plain, lease_duration: 1 }),
        'an answer that is empty': answer(''),
        'half an answer': broken({ status: 200, body: `{"data": "${plain}`, cut: true }),
        'no answer': broken('hang'),
        'a line that breaks': broken('reset'),
        'a log-in without an answer': broken('hang', false),
        'a log-in that breaks': broken('reset', false),
        'a log-in that fails': broken({ status: 500, body: errorsBody(plain) }, false),
        'a log-in that is answered with nonsense': broken({ status: 200, body: plain }, false),
      },
      close: async () => {
        for (const end of release.reverse()) await end();
      },
    };
  },
});
