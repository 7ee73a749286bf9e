import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyVaultServer } from '@chatelaine/testing';
import { expect } from 'chai';
import type { Secrets } from 'chatelaine';
import { loadSecrets } from 'chatelaine';
import { servicePrincipalOptions, startTrustedServer } from '../../support/trusted-server.js';

const SMTP = 'smtps://postmaster:not%2Fa%2Fsecret@mail.example.com:465/?timeout=30';
const POSTGRES =
  '{"conn_type": "postgres", "host": "db", "password": "p@ss", "extra": {"sslmode": "require"}}';

/** The application: it knows references, and nothing of where they live. */
async function application(secrets: Secrets): Promise<Record<string, unknown>> {
  const smtp = await secrets.getConnection('smtp_default');
  const database = await secrets.getConnection('db');
  return {
    hello: (await secrets.getVariable('hello')).reveal(),
    apiKey: (await secrets.getSecret('api-key')).reveal(),
    setting: (await secrets.getConfig('sql_alchemy_conn')).reveal(),
    smtp: smtp.reveal(),
    database: database.reveal(),
    missing: await secrets.findVariable('nothing'),
  };
}

describe('The same application with another provider in its config file', () => {
  let vault: KeyVaultServer;
  let folder: string;

  before(async () => {
    vault = await startTrustedServer({
      secrets: {
        'airflow-variables-hello': 'world',
        'airflow-connections-smtp-default': SMTP,
        'airflow-connections-db': POSTGRES,
        'airflow-config-sql-alchemy-conn': 'sqlite://',
        'api-key': 'raw',
      },
    });
    folder = await mkdtemp(join(tmpdir(), 'chatelaine-swap-'));
    const entries = {
      variables: { hello: 'world' },
      connections: { smtp_default: SMTP, db: JSON.parse(POSTGRES) as unknown },
      configs: { sql_alchemy_conn: 'sqlite://' },
      secrets: { 'api-key': 'raw' },
    };
    await writeFile(join(folder, 'secrets.json'), JSON.stringify(entries));
  });

  after(async () => {
    await vault.close();
    await rm(folder, { recursive: true });
  });

  const run = async (provider: string, options: object) => {
    const config = join(folder, 'chatelaine.json');
    await writeFile(config, JSON.stringify({ backends: ['env', { provider, options }] }));
    const secrets = await loadSecrets({ config, env: {} });
    try {
      return await application(secrets);
    } finally {
      await secrets.close();
    }
  };

  it('gets the same values', async () => {
    const fromFile = await run('file', { path: './secrets.json' });
    const fromVault = await run('azure-key-vault', servicePrincipalOptions(vault));
    expect(fromVault).to.deep.equal(fromFile);
    expect(fromFile).to.deep.include({ hello: 'world', apiKey: 'raw', missing: undefined });
  });
});
