import { createSign, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock, selfSignedCertificate } from '@chatelaine/testing';
import { type VaultBackend, type VaultOptions, vault } from '@chatelaine/vault';
import { expect } from 'chai';
import { BaoAdmin } from '../../support/bao-admin.js';
import { caught } from '../../support/caught.js';
import { eventually } from '../../support/eventually.js';
import { KubeNamespace } from '../../support/kube-namespace.js';
import { startKubeApiServer } from '../../support/servers/kube-apiserver.js';
import { type OpenBaoServer, startOpenBao } from '../../support/servers/openbao-server.js';

const REF = { kind: 'variable', id: 'hello' } as const;
const POLICY = 'path "secret/*" { capabilities = ["read"] }';

interface TokenFacts {
  readonly data: { readonly path: string; readonly last_renewal_time?: number; readonly ttl: number };
}

describe('Logging in to OpenBao', () => {
  const options = { signal: new AbortController().signal };
  const opened: VaultBackend[] = [];
  let server: OpenBaoServer;
  let admin: BaoAdmin;
  let folder: string;

  before(async function () {
    this.timeout(60_000);
    server = await startOpenBao(this, { tls: true });
    admin = new BaoAdmin(server);
    folder = await mkdtemp(join(tmpdir(), 'chatelaine-vault-login-'));
    await writeFile(join(folder, 'ca.pem'), server.ca);
    await admin.policy('reader', POLICY);
    await admin.do('POST', 'secret/data/variables/hello', { data: { value: 'world' } });
  });

  afterEach(async () => {
    for (const backend of opened.splice(0)) await backend.close();
  });

  after(async () => {
    await server?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  const open = (login: Partial<VaultOptions>, context: Parameters<typeof vault>[1] = {}): VaultBackend => {
    const backend = vault(
      { url: server.url, caFile: 'ca.pem', ...login },
      { directory: folder, env: {}, ...context },
    );
    opened.push(backend);
    return backend;
  };
  const valueWith = async (login: Partial<VaultOptions>, context: Parameters<typeof vault>[1] = {}) =>
    (await open(login, context).find(REF, options))?.value;
  const codeWith = async (login: Partial<VaultOptions>) => {
    const error = await caught(open(login).find(REF, options));
    return `${error.code}: ${error.message}`;
  };
  const file = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text);
    return name;
  };
  const wrapped = async (method: string, path: string, body: object = {}): Promise<string> => {
    const answer = await admin.do(method, path, body, { 'x-vault-wrap-ttl': '60s' });
    return answer.wrap_info?.token ?? '';
  };

  it('works with a token of the options, of a file and of the environment', async () => {
    const token = await admin.token('reader', POLICY);
    expect(await valueWith({ token })).to.equal('world');
    expect(await valueWith({ tokenFile: await file('token', `${token}\n`) })).to.equal('world');
    expect(await valueWith({}, { env: { VAULT_TOKEN: token } })).to.equal('world');
    expect(
      await valueWith({ url: undefined }, { env: { VAULT_TOKEN: token, VAULT_ADDR: server.url } }),
    ).to.equal('world');
  });

  it('says what is wrong with a token, or that there is none', async () => {
    expect(await codeWith({ token: 'no-such-token' })).to.equal(
      'UNAUTHENTICATED: vault: the log-in was refused. The token is wrong, has expired or was revoked: make a new one.',
    );
    expect(await codeWith({})).to.match(
      /^UNAUTHENTICATED: vault: there is no token to log in with\. Set VAULT_TOKEN/,
    );
  });

  it('takes a rotated token from its file when the old one is refused', async () => {
    const first = await admin.token('reader', POLICY);
    const backend = open({ tokenFile: await file('rotated', first) });
    await backend.find(REF, options);
    await file('rotated', await admin.token('reader', POLICY));
    await admin.do('POST', 'auth/token/revoke', { token: first });

    expect((await backend.find(REF, options))?.value).to.equal('world');
  });

  it('works by AppRole, and revokes its token when the backend closes', async () => {
    const { roleId, secretId } = await admin.appRole('app', 'reader');
    const backend = open({ roleId, secretIdFile: await file('secret-id', secretId) });
    expect((await backend.find(REF, options))?.value).to.equal('world');
    const before = await appRoleTokens();

    await backend.close();

    expect(before).to.have.length(1);
    expect(await appRoleTokens()).to.deep.equal([]);
    expect(await codeWith({ roleId, secretId: 'wrong' })).to.match(
      /^UNAUTHENTICATED: vault: the log-in was refused\. Check roleId and secretId/,
    );
  });

  it('unwraps a secret id once, and logs in again with what it held', async () => {
    const { roleId } = await admin.appRole('wrapped', 'reader');
    const token = await wrapped('POST', 'auth/approle/role/wrapped/secret-id');
    const wrappedSecretIdFile = await file('wrapped-secret-id', token);
    const backend = open({ roleId, wrappedSecretIdFile });
    await backend.find(REF, options);
    for (const accessor of await appRoleTokens())
      await admin.do('POST', 'auth/token/revoke-accessor', { accessor });

    expect((await backend.find(REF, options))?.value).to.equal('world');
    expect(await codeWith({ roleId, wrappedSecretIdFile })).to.match(
      /^UNAUTHENTICATED: vault: the log-in came with a wrapping token that Vault does not accept\./,
    );
  });

  it('refuses a wrapping token that was made for something else', async () => {
    const { roleId } = await admin.appRole('wrapped', 'reader');
    const token = await wrapped('POST', 'sys/wrapping/wrap', { secret_id: 'of somebody else' });
    expect(await codeWith({ roleId, wrappedSecretIdFile: await file('forged', token) })).to.match(
      /^UNAUTHENTICATED: vault: the wrapping token was made for something else\./,
    );
  });

  it('unwraps a token', async () => {
    const token = await wrapped('POST', 'auth/token/create', { policies: ['reader'] });
    expect(await valueWith({ wrappedTokenFile: await file('wrapped-token', token) })).to.equal('world');
  });

  it('works by user name and password', async () => {
    await admin.do('POST', 'sys/auth/userpass', { type: 'userpass' });
    await admin.do('POST', 'auth/userpass/users/scott', {
      password: 'p@ss word',
      token_policies: ['reader'],
    });
    expect(await valueWith({ username: 'scott', password: 'p@ss word' })).to.equal('world');
    expect(
      await valueWith({ username: 'scott', passwordFile: await file('password', 'p@ss word\n') }),
    ).to.equal('world');
    expect(await codeWith({ username: 'scott', password: 'wrong' })).to.match(
      /^UNAUTHENTICATED: .*Check username/,
    );
  });

  it('works by a JWT, on a mount of another name', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    await admin.do('POST', 'sys/auth/work/load', { type: 'jwt' });
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    await admin.do('POST', 'auth/work/load/config', { jwt_validation_pubkeys: [pem] });
    const role = {
      role_type: 'jwt',
      user_claim: 'sub',
      bound_audiences: ['vault'],
      token_policies: ['reader'],
    };
    await admin.do('POST', 'auth/work/load/role/app', role);
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const now = Math.floor(Date.now() / 1_000);
    const head = `${encode({ alg: 'RS256' })}.${encode({ sub: 'app', aud: 'vault', iat: now, exp: now + 600 })}`;
    const jwt = `${head}.${createSign('RSA-SHA256').update(head).sign(privateKey).toString('base64url')}`;
    const login = { authMountPoint: 'work/load', jwtRole: 'app' };

    expect(await valueWith({ ...login, jwtTokenFile: await file('jwt', jwt) })).to.equal('world');
    expect(await codeWith({ ...login, jwtToken: `${jwt}x` })).to.match(/^UNAUTHENTICATED: .*Check "jwtRole"/);
  });

  it('works by a TLS certificate', async () => {
    const { certificate, privateKey } = await selfSignedCertificate({
      commonName: 'app',
      addresses: ['127.0.0.1'],
    });
    await admin.do('POST', 'sys/auth/cert', { type: 'cert' });
    await admin.do('POST', 'auth/cert/certs/app', { certificate, token_policies: ['reader'] });
    const clientCertificateFile = await file('client.pem', certificate);
    const clientKeyFile = await file('client.key', privateKey);
    const other = await selfSignedCertificate({ commonName: 'other', addresses: ['127.0.0.1'] });

    expect(await valueWith({ authType: 'cert', clientCertificateFile, clientKeyFile })).to.equal('world');
    expect(await codeWith({ certRole: 'other', clientCertificateFile, clientKeyFile })).to.match(
      /^UNAUTHENTICATED/,
    );
    const wrongKey = await file('other.key', other.privateKey);
    expect(await codeWith({ authType: 'cert', clientCertificateFile, clientKeyFile: wrongKey })).to.match(
      /^INVALID_CONFIG: vault: the log-in could not begin, because a file for TLS cannot be used\./,
    );
  });

  it('works by the service account of a pod', async function () {
    this.timeout(90_000);
    const kube = await startKubeApiServer(this);
    try {
      const namespace = await KubeNamespace.create(kube, 'apps');
      await namespace.account('app', []);
      await admin.do('POST', 'sys/auth/kubernetes', { type: 'kubernetes' });
      await admin.do('POST', 'auth/kubernetes/config', {
        kubernetes_host: kube.url,
        kubernetes_ca_cert: kube.ca,
        token_reviewer_jwt: kube.adminToken,
        disable_iss_validation: true,
      });
      await admin.do('POST', 'auth/kubernetes/role/app', {
        bound_service_account_names: ['app'],
        bound_service_account_namespaces: ['apps'],
        token_policies: ['reader'],
      });
      const kubernetesJwtFile = await file('pod-token', await namespace.token('app'));

      expect(await valueWith({ kubernetesRole: 'app', kubernetesJwtFile })).to.equal('world');
      expect(await codeWith({ kubernetesRole: 'other', kubernetesJwtFile })).to.match(/^UNAUTHENTICATED/);
    } finally {
      await kube.stop();
    }
  });

  it('does not trust a certificate that nobody whom it knows has signed', async () => {
    expect(await codeWith({ caFile: undefined, token: 'x' })).to.match(
      /^UNAVAILABLE: vault: the log-in did not reach Vault \([A-Z_]+\)\. .*"caFile"/,
    );
  });

  it('says that the method may not be mounted, which Vault does not tell', async () => {
    expect(await codeWith({ roleId: 'x', secretId: 'y', authMountPoint: 'nothing' })).to.match(
      /^UNAUTHENTICATED: vault: the log-in was refused\. .*"authMountPoint"/,
    );
  });

  it('takes a token of the code', async () => {
    const token = await admin.token('reader', POLICY);
    const backend = vault(
      { url: server.url, caFile: 'ca.pem', getToken: async () => token },
      { directory: folder },
    );
    opened.push(backend);
    expect((await backend.find(REF, options))?.value).to.equal('world');
  });

  it('renews a token behind everybody’s back', async () => {
    const clock = new ManualClock(Date.now());
    const { roleId, secretId } = await admin.appRole('renewed', 'reader', {
      token_ttl: '1h',
      token_max_ttl: '24h',
    });
    await open({ roleId, secretId }, { clock }).find(REF, options);
    const [accessor] = await appRoleTokens();

    await clock.advance(40 * 60_000);

    const renewed = await eventually(async () => {
      const { data } = await admin.do<TokenFacts>('POST', 'auth/token/lookup-accessor', { accessor });
      return data.last_renewal_time === undefined ? undefined : data;
    });
    expect(renewed.ttl).to.be.greaterThan(3_500);
  });

  it('logs in anew before a token ends that cannot be renewed', async () => {
    const clock = new ManualClock(Date.now());
    const role = { token_ttl: '1h', token_type: 'batch' };
    const { roleId, secretId } = await admin.appRole('batch', 'reader', role);
    const backend = open({ roleId, secretId }, { clock });
    await backend.find(REF, options);
    await clock.advance(61 * 60_000);
    expect((await backend.find(REF, options))?.value).to.equal('world');
  });

  /** The accessors of all tokens that AppRole gave and that still live. */
  async function appRoleTokens(): Promise<readonly string[]> {
    const { data } = await admin.do<{ data: { keys: string[] } }>('GET', 'auth/token/accessors?list=true');
    const facts = data.keys.map(async (accessor) => {
      const answer = await server.ask('POST', 'auth/token/lookup-accessor', { accessor });
      const { path } = (answer.body as Partial<TokenFacts>).data ?? {};
      return path === 'auth/approle/login' ? [accessor] : [];
    });
    return (await Promise.all(facts)).flat();
  }
});
