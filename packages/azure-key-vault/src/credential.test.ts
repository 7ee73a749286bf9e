import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { AuthorityWatch } from './authority-watch.js';
import type { AzureKeyVaultOptions } from './azure-key-vault-options.js';
import { type CredentialSource, createCredential } from './credential.js';
import type { LoginKind } from './credential-kind.js';
import { BackendHttp } from './http-client.js';
import { caught } from './test-kit/caught.js';

describe('A credential', () => {
  let directory: string;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'chatelaine-'));
  });
  after(() => rm(directory, { recursive: true }));

  const make = (
    kind: LoginKind,
    options: Partial<AzureKeyVaultOptions> = {},
    more: Partial<CredentialSource> = {},
  ) =>
    createCredential(
      {
        kind,
        options: { vaultUrl: 'https://x.vault.azure.net', ...options },
        authority: undefined,
        directory,
        backend: 'prod',
        http: new BackendHttp(),
        ...more,
      },
      new AuthorityWatch(),
    );
  const application = { tenantId: 't', clientId: 'c' };

  const made: readonly (readonly [LoginKind, Partial<AzureKeyVaultOptions>, string])[] = [
    ['default', { managedIdentityClientId: 'm', workloadIdentityTenantId: 'w' }, 'DefaultAzureCredential'],
    ['client-secret', { ...application, clientSecret: 's' }, 'ClientSecretCredential'],
    ['azure-cli', { tenantId: 't' }, 'AzureCliCredential'],
    ['managed-identity', { managedIdentityClientId: 'm' }, 'ManagedIdentityCredential'],
    ['environment', {}, 'EnvironmentCredential'],
  ];
  for (const [kind, options, name] of made) {
    it(`of kind ${kind} is the SDK's ${name}`, async () => {
      expect((await make(kind, options)).constructor.name).to.equal(name);
    });
  }

  it('of the code is used as it is', async () => {
    const given = { getToken: async () => null };
    expect(await make('given', {}, { given })).to.equal(given);
  });

  it('takes its secret from a file, anew each time, without the newline at its end', async () => {
    const options = { ...application, clientSecretFile: 'secret' };
    await writeFile(join(directory, 'secret'), 'first\n');
    expect(await make('client-secret', options)).to.have.property('clientSecret', 'first');
    await writeFile(join(directory, 'secret'), 'second\r\n');
    expect(await make('client-secret', options)).to.have.property('clientSecret', 'second');
  });

  it('takes its certificate from a file', async () => {
    await writeFile(
      join(directory, 'both.pem'),
      '-----BEGIN CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n',
    );
    const credential = await make('client-certificate', {
      ...application,
      clientCertificatePath: 'both.pem',
    });
    expect(credential.constructor.name).to.equal('ClientCertificateCredential');
  });

  it('is refused when its file is missing, empty or no certificate, and the message names the option', async () => {
    await writeFile(join(directory, 'empty'), '\n');
    await writeFile(join(directory, 'half.pem'), '-----BEGIN CERTIFICATE-----\nhunter2');
    const missing = await caught(make('client-secret', { ...application, clientSecretFile: 'nowhere' }));
    expect(missing).to.deep.include({ code: 'INVALID_CONFIG', field: ['clientSecretFile'] });
    expect(missing.message).to.equal(
      'prod: the file that "clientSecretFile" names does not exist. Check its path and who may read it; it holds nothing but what it is for.',
    );
    expect(
      (await caught(make('client-secret', { ...application, clientSecretFile: 'empty' }))).message,
    ).to.include('is empty');
    const half = await caught(
      make('client-certificate', { ...application, clientCertificatePath: 'half.pem' }),
    );
    expect(half.message)
      .to.include('"clientCertificatePath" names is no certificate')
      .and.not.to.include('hunter2');
  });

  it('never waits for a pipe and never reads a device in the place of its file', async () => {
    const pipe = join(directory, 'pipe');
    await promisify(execFile)('mkfifo', [pipe]);
    for (const path of [pipe, '/dev/zero', directory]) {
      for (const [kind, option] of [
        ['client-secret', 'clientSecretFile'],
        ['client-certificate', 'clientCertificatePath'],
      ] as const) {
        const error = await caught(make(kind, { ...application, [option]: path }));
        expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: [option] });
        expect(error.message).to.include('is not a regular file');
      }
    }
  });

  it('is refused when its file has more than 64 KiB', async () => {
    await writeFile(join(directory, 'large'), 'x'.repeat(65_537));
    const error = await caught(make('client-secret', { ...application, clientSecretFile: 'large' }));
    expect(error.message).to.include('is too large');
    await writeFile(join(directory, 'large'), 'x'.repeat(65_536));
    expect(await make('client-secret', { ...application, clientSecretFile: 'large' })).to.be.an('object');
  });
});
