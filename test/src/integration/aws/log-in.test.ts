import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsSecretsManager } from '@chatelaine/aws';
import { expect } from 'chai';
import { AWS_LOGIN, secretsManagerAdmin } from '../../support/aws-admin.js';
import { caught as failureOf } from '../../support/caught.js';
import { type AwsFaultServer, startAwsFaultServer } from '../../support/servers/aws-fault-server.js';
import { type MotoServer, startMoto } from '../../support/servers/moto-server.js';

const roleArn = 'arn:aws:iam::123456789012:role/reader';
const ref = { kind: 'variable', id: 'hello' } as const;
const options = { signal: new AbortController().signal };

describe('The log-in to AWS', () => {
  let moto: MotoServer;
  let service: AwsFaultServer;
  let folder: string;
  let files: Record<string, string>;
  const environment = { ...process.env };

  before(async function () {
    moto = await startMoto(this);
    folder = await mkdtemp(join(tmpdir(), 'chatelaine-aws-'));
    service = await startAwsFaultServer({ body: '{"SecretString":"v"}' });
    files = {
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    };
    Object.assign(process.env, files, { AWS_EC2_METADATA_DISABLED: 'true' });
    await writeFile(
      join(folder, 'config'),
      '[profile reader]\nregion = eu-west-3\naws_access_key_id = AKIAPROFILEKEY000000\naws_secret_access_key = s\n',
    );
    await writeFile(join(folder, 'credentials'), '');
    const admin = secretsManagerAdmin(moto.endpoint);
    await admin.seed(ref, 'v');
    admin.close();
  });

  after(async () => {
    for (const name of ['AWS_EC2_METADATA_DISABLED', ...Object.keys(files ?? {})]) {
      if (environment[name] === undefined) delete process.env[name];
      else process.env[name] = environment[name];
    }
    await service?.stop();
    await moto?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  beforeEach(() => {
    service.answer = { body: '{"SecretString":"v"}' };
  });

  const signedBy = () => service.requests.at(-1)?.authorization ?? '';

  it('is by an access key, and signs for the region', async () => {
    await using backend = closing({ ...AWS_LOGIN, endpoint: service.endpoint });
    await backend.find(ref, options);
    expect(signedBy()).to.include(`Credential=${AWS_LOGIN.accessKeyId}/`);
    expect(signedBy()).to.include('/eu-central-1/secretsmanager/');
  });

  it('is by a profile, whose region counts where no other is set', async () => {
    await using backend = closing({ profile: 'reader', endpoint: service.endpoint }, {});
    await backend.find(ref, options);
    expect(signedBy()).to.include('Credential=AKIAPROFILEKEY000000/');
    expect(signedBy()).to.include('/eu-west-3/');
  });

  it('takes no other credential for a profile that is not there', async () => {
    await using backend = closing({ profile: 'nobody', region: 'eu-west-1', endpoint: service.endpoint });
    const error = await failureOf(backend.find(ref, options));
    expect(error).to.include({ code: 'UNAUTHENTICATED' });
    expect(error.message).to.equal(
      'aws-secrets-manager: the log-in found no credential. Check that the profile is in the shared config or credentials file, and sign in where it says so.',
    );
  });

  it('says that no region is set', async () => {
    await using backend = closing({ ...AWS_LOGIN, region: undefined, endpoint: service.endpoint }, {});
    expect(await failureOf(backend.find(ref, options))).to.deep.include({
      code: 'INVALID_CONFIG',
      field: ['region'],
    });
  });

  it('assumes a role with an external id', async () => {
    await using backend = closing({
      ...AWS_LOGIN,
      roleArn,
      externalId: 'an-id',
      endpoint: service.endpoint,
      stsEndpoint: moto.endpoint,
    });
    await backend.find(ref, options);
    expect(signedBy()).to.match(/Credential=ASIA/);
    expect(service.requests.at(-1)?.sessionToken).to.be.a('string');
  });

  it('sends the external id and the name of the session to the token service', async () => {
    await using backend = closing({
      ...AWS_LOGIN,
      roleArn,
      externalId: 'an-id',
      endpoint: moto.endpoint,
      stsEndpoint: service.endpoint,
    });
    service.answer = {
      status: 403,
      headers: { 'content-type': 'text/xml' },
      body: '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>',
    };
    const error = await failureOf(backend.find(ref, options));
    expect(service.requests.at(-1)?.body)
      .to.include('ExternalId=an-id')
      .and.to.include('RoleSessionName=chatelaine');
    expect(error).to.include({ code: 'UNAUTHENTICATED' });
    expect(error.message).to.match(
      /^aws-secrets-manager: the log-in was refused: the role may not be assumed\./,
    );
  });

  it('assumes a role with a web identity token, without an access key', async () => {
    const webIdentityTokenFile = join(folder, 'token');
    await writeFile(webIdentityTokenFile, 'a.b.c\n');
    await using backend = closing({
      region: 'eu-central-1',
      roleArn,
      webIdentityTokenFile,
      endpoint: moto.endpoint,
      stsEndpoint: moto.endpoint,
    });
    expect(await backend.find(ref, options)).to.have.property('value', 'v');
  });

  it('is renewed once when a token has expired, by what its file holds then', async () => {
    const sessionTokenFile = join(folder, 'session');
    await writeFile(sessionTokenFile, 'old\n');
    await using backend = closing({ ...AWS_LOGIN, sessionTokenFile, endpoint: service.endpoint });
    await backend.find(ref, options);
    await writeFile(sessionTokenFile, 'new\n');
    const seen = service.requests.length;
    service.answer = ({ sessionToken }) =>
      sessionToken === 'new' ? { body: '{"SecretString":"v"}' } : { error: 'ExpiredTokenException' };
    expect(await backend.find(ref, options)).to.have.property('value', 'v');
    service.answer = { error: 'ExpiredTokenException' };
    expect(await failureOf(backend.find(ref, options))).to.include({ code: 'UNAUTHENTICATED' });
    expect(service.requests.slice(seen).map(({ sessionToken }) => sessionToken)).to.deep.equal([
      'old',
      'new',
      'new',
    ]);
  });
});

function closing(options: Parameters<typeof awsSecretsManager>[0], env?: Record<string, string>) {
  const backend = awsSecretsManager(options, env === undefined ? {} : { env });
  return Object.assign(backend, { [Symbol.asyncDispose]: () => backend.close() });
}
