import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsSecretsManager } from '@chatelaine/aws';
import { expect } from 'chai';
import { AWS_LOGIN } from '../../support/aws-admin.js';
import { caught } from '../../support/caught.js';
import { runNode } from '../../support/run-node.js';
import { type AwsFaultServer, startAwsFaultServer } from '../../support/servers/aws-fault-server.js';

const roleArn = 'arn:aws:iam::123456789012:role/reader';
const ref = { kind: 'variable', id: 'hello' } as const;
const options = { signal: new AbortController().signal };
const SERVER_ERROR = {
  status: 500,
  headers: { 'content-type': 'text/xml' },
  body: '<ErrorResponse><Error><Code>InternalFailure</Code></Error></ErrorResponse>',
};

describe('The log-in to AWS, by whatever it goes', () => {
  const environment = { ...process.env };
  let folder: string;
  let named: AwsFaultServer;
  let meant: AwsFaultServer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatelaine-aws-'));
    await writeFile(join(folder, 'token'), 'a.b.c');
    await writeFile(
      join(folder, 'config'),
      `[profile p]\nrole_arn = ${roleArn}\nsource_profile = q\nregion = eu-central-1\n[profile q]\naws_access_key_id = AKIAPROFILEKEY000000\naws_secret_access_key = s\n`,
    );
    named = await startAwsFaultServer(SERVER_ERROR);
    meant = await startAwsFaultServer(SERVER_ERROR);
  });

  beforeEach(() => {
    Object.assign(process.env, {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
      AWS_ENDPOINT_URL_STS: named.endpoint,
    });
  });

  afterEach(() => {
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
  });

  after(async () => {
    await named?.stop();
    await meant?.stop();
    await rm(folder, { recursive: true });
  });

  for (const [what, variables, more] of [
    ['the variables of a web identity', { AWS_ROLE_ARN: roleArn, AWS_WEB_IDENTITY_TOKEN_FILE: 'token' }, {}],
    ['a profile with a role', {}, { profile: 'p' }],
    ['a profile with a role, named by a variable', { AWS_PROFILE: 'p' }, {}],
    ['the options of a web identity', {}, { roleArn, webIdentityTokenFile: 'token' }],
    ['an access key and a role', {}, { ...AWS_LOGIN, roleArn }],
  ] as const) {
    it(`asks the token service that the options name, once: ${what}`, async () => {
      for (const [name, value] of Object.entries(variables))
        process.env[name] = value === 'token' ? join(folder, value) : value;
      const before = [named.requests.length, meant.requests.length] as const;
      const backend = awsSecretsManager(
        { region: 'eu-central-1', stsEndpoint: meant.endpoint, ...more },
        { directory: folder },
      );
      expect(await caught(backend.find(ref, options))).to.include({ code: 'UNAVAILABLE' });
      await backend.close();
      expect([named.requests.length - before[0], meant.requests.length - before[1]]).to.deep.equal([0, 1]);
    });
  }

  it('logs in once for a read, whatever the credential says about its end', async () => {
    const service = await startAwsFaultServer({ body: '{"SecretString":"v"}' });
    let asked = 0;
    const backend = awsSecretsManager({
      region: 'eu-central-1',
      endpoint: service.endpoint,
      credentials: async () => {
        asked += 1;
        return { accessKeyId: 'AKIA', secretAccessKey: 's', expiration: new Date(1) };
      },
    });
    await backend.find(ref, options);
    await backend.close();
    await service.stop();
    expect(asked).to.equal(1);
  });

  it('sends neither secrets nor logins in the clear to where variables lead', async function () {
    const address = Object.values(networkInterfaces())
      .flat()
      .find((each) => each !== undefined && !each.internal && each.family === 'IPv4')?.address;
    if (address === undefined) return this.skip();
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end('{"SecretString":"v"}');
    }).listen(0, address);
    await once(server, 'listening');
    const url = `http://${address}:${(server.address() as AddressInfo).port}`;
    try {
      for (const [name, more] of [
        ['AWS_ENDPOINT_URL', {}],
        ['AWS_ENDPOINT_URL_SECRETS_MANAGER', {}],
        ['AWS_ENDPOINT_URL_STS', { roleArn }],
      ] as const) {
        process.env[name] = url;
        const backend = awsSecretsManager({ ...AWS_LOGIN, ...more });
        const error = await caught(backend.find(ref, options));
        expect(error, name).to.include({ code: 'INVALID_CONFIG' });
        expect(error.message)
          .to.match(/would send secrets in the clear\./)
          .and.not.include(address);
        await backend.close();
        const trusting = awsSecretsManager({ ...AWS_LOGIN, trustedHosts: [address] });
        if (!('roleArn' in more)) expect(await trusting.find(ref, options)).to.have.property('value', 'v');
        await trusting.close();
        delete process.env[name];
      }
      expect(requests).to.equal(2);
    } finally {
      server.close();
    }
  });

  it('ends with its deadline and with the backend, so that no socket is left and the process can end', async () => {
    const program = `
      import { once } from 'node:events';
      import { createServer } from 'node:http';
      import { awsSecretsManager } from '@chatelaine/aws';
      // Of no account to whether the process ends: it is the sockets of the log-in that count.
      const server = createServer(() => undefined).listen(0, '127.0.0.1').unref();
      const gone = [];
      server.on('connection', (socket) => gone.push(once(socket.unref(), 'close')));
      await once(server.ref(), 'listening');
      server.unref();
      const login = {
        region: 'eu-central-1',
        accessKeyId: 'AKIA',
        secretAccessKey: 's',
        roleArn: '${roleArn}',
        stsEndpoint: 'http://127.0.0.1:' + server.address().port,
      };
      const read = (backend) =>
        backend
          .find({ kind: 'variable', id: 'x' }, { signal: new AbortController().signal })
          .catch(({ code }) => console.log(code));
      await read(awsSecretsManager({ ...login, loginTimeout: '200ms' }, { env: {} }));
      const closed = awsSecretsManager({ ...login, loginTimeout: '5m' }, { env: {} });
      const reading = read(closed);
      await once(server, 'request');
      await closed.close();
      await reading;
      server.ref();
      await Promise.all(gone);
      server.unref();
      console.log(gone.length);
    `;
    const ended = await runNode(['--input-type=module', '--eval', program], { cwd: import.meta.dirname });
    expect(ended).to.deep.equal({ status: 0, stdout: 'TIMEOUT\nCLOSED\n2\n', stderr: '' });
  });
});
