import { createBackend, type JsonObject } from '@chatelaine/core';
import { expect } from 'chai';
import { provider } from './provider.js';
import { caught } from './test-kit/caught.js';

const URL_ = 'https://vault.example:8200';

describe('The options of Vault', () => {
  const problem = async (options: object, env: Readonly<Record<string, string>> = {}) => {
    const error = await caught(() => createBackend(provider, { url: URL_, ...options }, { env }));
    expect(error.code).to.equal('INVALID_CONFIG');
    return error.message;
  };
  const create = (options: object, env: Readonly<Record<string, string>> = {}) =>
    createBackend(provider, options, { env });

  it('are an address, and everything else by default', () => {
    expect(create({ url: URL_ }).name).to.equal('vault');
    expect(create({}, { VAULT_ADDR: URL_ }).name).to.equal('vault');
    expect(create({ url: 'http://127.0.0.1:8200' }).name).to.equal('vault');
    expect(create({ url: 'http://vault:8200', allowHttp: true }).name).to.equal('vault');
  });

  it('name an address that tokens can be sent to', async () => {
    expect(await problem({ url: undefined })).to.match(/"url" is missing/);
    expect(await problem({ url: 'vault' })).to.match(/"url" is not a URL/);
    expect(await problem({ url: 'ftp://vault' })).to.match(/does not begin with https/);
    expect(await problem({ url: 'http://vault:8200' })).to.match(/in clear over the network.*"allowHttp"/);
    expect(await problem({ url: 'https://hunter2@vault' }))
      .to.match(/holds a user name or password/)
      .and.not.match(/hunter2/);
    expect(await problem({ url: `${URL_}/?x` })).to.match(/holds a query/);
    expect(await problem({ url: undefined }, { VAULT_ADDR: 'hunter2' }))
      .to.match(/from VAULT_ADDR/)
      .and.not.match(/hunter2/);
    expect(await problem({ namespace: 'té' })).to.match(/"namespace" cannot be sent/);
  });

  it('describe one log-in, and all of it', async () => {
    expect(await problem({ roleId: 'x', token: 'y' })).to.match(/"roleId" is not used by the log-in "token"/);
    expect(await problem({ authType: 'jwt', roleId: 'x' })).to.match(
      /"roleId" is not used by the log-in "jwt"/,
    );
    expect(await problem({ token: 'x', tokenFile: 'y' })).to.match(
      /"token" and "tokenFile" are given together/,
    );
    expect(await problem({ secretId: 'x' })).to.match(/"roleId" is missing/);
    expect(await problem({ username: 'x' })).to.match(/"password" is missing/);
    expect(await problem({ jwtRole: 'x' })).to.match(/"jwtToken" is missing/);
    expect(await problem({ authType: 'cert' })).to.match(/"clientCertificateFile" is missing/);
    expect(await problem({ clientKeyFile: 'x' })).to.match(/"clientCertificateFile" is missing/);
    expect(await problem({ username: 'a/b', password: 'x' })).to.match(/"username" cannot be sent/);
    expect(await problem({ loginTimeout: '40000m' })).to.match(/longer than 24 days/);
  });

  it('describe dynamic credentials that can be', async () => {
    const one = (more: object) => ({ dynamic: { db: { path: 'database/creds/app', ...more } } });
    expect(create({ url: URL_, ...one({ connection: 'postgres://db/app' }) }).name).to.equal('vault');
    expect(await problem(one({ connection: 'postgres://hunter2@[' })))
      .to.match(/cannot be read as a connection/)
      .and.not.match(/hunter2/);
    expect(await problem(one({ as: 'secret', loginKey: 'x' }))).to.match(
      /"loginKey" .* is used by connections alone/,
    );
    expect(await problem(one({ key: 'x' }))).to.match(/"key" .* is not used by a connection/);
    expect(await problem(one({ path: 'a/../b' }))).to.match(/"path" .* is no path of Vault/);
    expect(await problem(one({ keys: 'x' }))).to.match(/keys/);
  });

  it('are those of Airflow, by its own names', async () => {
    const from = (kwargs: JsonObject) => provider.airflow?.options?.(kwargs);
    expect(
      from({
        url: 'http://vault:8200',
        mount_point: null,
        connections_path: '',
        variables_path: null,
        kv_engine_version: 1,
        auth_type: 'approle',
        role_id: 'r',
        secret_id: 's',
        token: '',
        verify: '/ca.pem',
        namespace: 'team',
        use_team_secrets_path: false,
        global_secrets_path: 'all',
      }),
    ).to.deep.equal({
      url: 'http://vault:8200',
      allowHttp: true,
      mountPoint: null,
      connectionsPath: '',
      variablesPath: null,
      kvEngineVersion: 1,
      authType: 'approle',
      roleId: 'r',
      secretId: 's',
      caFile: '/ca.pem',
      namespace: 'team',
      useTeamSecretsPath: false,
      globalSecretsPath: 'all',
    });
    expect(from({ token_path: '/t', cert: ['/c', '/k'] })).to.deep.equal({
      authType: 'token',
      tokenFile: '/t',
      clientCertificateFile: '/c',
      clientKeyFile: '/k',
    });
    const refused = async (kwargs: JsonObject) => (await caught(() => from(kwargs))).message;
    expect(await refused({ verify: false })).to.match(/switches the check of certificates off/);
    expect(await refused({ key_id: 'x', auth_type: 'aws_iam' })).to.match(
      /a log-in that is not offered here/,
    );
    expect(await refused({ proxies: {} })).to.match(/Proxies are not supported/);
    expect(await refused({ mount_pont: 'x' })).to.match(/mount_point/);
  });
});
