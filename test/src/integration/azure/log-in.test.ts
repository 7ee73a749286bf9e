import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CredentialSource, KeyVaultServer } from '@chatelaine/testing';
import { startKeyVaultServer } from '@chatelaine/testing';
import { expect } from 'chai';
import { EndlessServer } from '../../support/endless-server.js';
import { ROOT } from '../../support/repository.js';
import { runNode } from '../../support/run-node.js';
import { localOptions, servicePrincipalOptions } from '../../support/trusted-server.js';

const CLI = join(ROOT, 'packages/chatelaine/bin/chatelaine.js');

/** Each in a process of its own, because the SDK keeps the source of a managed identity for the whole process. */
describe('Logging in at a Key Vault', () => {
  let vault: KeyVaultServer;
  let folder: string;

  before(async () => {
    vault = await startKeyVaultServer({
      secrets: { 'airflow-connections-smtp-default': 'smtp://mail.example.com:25' },
    });
    folder = await mkdtemp(join(tmpdir(), 'chatelaine-log-in-'));
  });

  after(async () => {
    await vault.close();
    await rm(folder, { recursive: true });
  });

  beforeEach(() => vault.clearLog());

  const getWith = async (options: object, env: NodeJS.ProcessEnv = {}) => {
    const config = join(folder, 'config.json');
    await writeFile(config, JSON.stringify({ backends: [{ provider: 'azure-key-vault', options }] }));
    return runNode([CLI, 'get', 'connection', 'smtp_default', '--field', 'host', '--config', config], {
      cwd: folder,
      env: { NODE_EXTRA_CA_CERTS: vault.caFile, HOME: folder, ...env },
    });
  };

  const expectRead = (result: Awaited<ReturnType<typeof getWith>>, source: string) => {
    expect(result).to.deep.equal({ status: 0, stdout: 'mail.example.com\n', stderr: '' });
    expect(vault.tokenRequests.map((request) => [request.source, request.status])).to.deep.equal([
      [source, 200],
    ]);
    expect(vault.reads('airflow-connections-smtp-default')).to.have.length(1);
  };

  it('works by a client secret', async () => {
    expectRead(await getWith(servicePrincipalOptions(vault)), 'client-secret');
  });

  it('works by a client secret in a file, as secrets are mounted', async () => {
    await writeFile(join(folder, 'client-secret'), `${vault.clientSecret}\n`);
    const { clientSecret: _inline, ...options } = servicePrincipalOptions(vault);
    expectRead(await getWith({ ...options, clientSecretFile: './client-secret' }), 'client-secret');
  });

  it('works by a certificate', async () => {
    const clientCertificatePath = await vault.certificateFile();
    const { tenantId, clientId } = vault;
    expectRead(
      await getWith({ ...localOptions(vault), tenantId, clientId, clientCertificatePath }),
      'certificate',
    );
  });

  const ambient: readonly [CredentialSource, Record<string, unknown>][] = [
    ['client-secret', {}],
    ['certificate', {}],
    ['workload-identity', {}],
    ['app-service', {}],
    ['imds', {}],
    ['client-secret', { credential: 'environment' }],
    ['workload-identity', { credential: 'workload-identity' }],
    ['app-service', { credential: 'managed-identity' }],
    ['imds', { credential: 'managed-identity' }],
  ];
  for (const [source, options] of ambient) {
    const by =
      options.credential === undefined ? 'DefaultAzureCredential' : `credential: ${options.credential}`;
    it(`works by ${by} from ${source}`, async () => {
      expectRead(
        await getWith({ ...localOptions(vault), ...options }, await vault.environment(source)),
        source,
      );
    });
  }

  it('works by a user-assigned managed identity', async () => {
    const options = { ...localOptions(vault), managedIdentityClientId: vault.clientId };
    expectRead(await getWith(options, await vault.environment('app-service')), 'app-service');
  });

  for (const source of ['app-service', 'imds'] as const) {
    it(`reads no answer of ${source} without an end`, async () => {
      const endpoint = await EndlessServer.start();
      try {
        const env =
          source === 'imds'
            ? { AZURE_POD_IDENTITY_AUTHORITY_HOST: endpoint.url }
            : { IDENTITY_ENDPOINT: `${endpoint.url}/msi/token`, IDENTITY_HEADER: 'x' };

        const result = await getWith({ ...localOptions(vault), credential: 'managed-identity' }, env);

        expect(result.stderr).to.include('the log-in did not reach its authority');
        expect(result.status).to.equal(3);
        expect(endpoint.requests).to.equal(1);
        expect(endpoint.taken).to.be.below(16 * 1024 * 1024);
      } finally {
        endpoint.close();
      }
    });
  }

  it('fails with exit code 3 when no credential is there, and says which were tried', async () => {
    const result = await getWith({ ...localOptions(vault), credential: 'environment' });
    expect(result.status).to.equal(3);
    expect(result.stdout).to.equal('');
    expect(result.stderr).to.include('AZURE_CLIENT_SECRET');
  });
});
