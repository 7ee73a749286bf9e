// The same job with Airflow's own config file and Azure Key Vault. The vault and the authority are servers of
// @chatelaine/testing on this machine; the SDK, TLS, the tokens and the file are as in production.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startKeyVaultServer } from '@chatelaine/testing';

const HOST = 'example-akv-resource-name.vault.azure.net';

const vault = await startKeyVaultServer({
  hostNames: [HOST],
  secrets: {
    'airflow-connections-smtp-default':
      'smtps://postmaster:not%2Fa%2Fsecret@mail.example.com:465/?timeout=30',
    'airflow-variables-hello': 'world',
  },
});
const folder = await mkdtemp(join(tmpdir(), 'chatelaine-quickstart-'));
try {
  await writeFile(join(folder, 'airflow.cfg'), airflowConfig(vault));
  const application = fileURLToPath(new URL('application.js', import.meta.url));
  const onThisMachine = new URL('vault-on-this-machine.js', import.meta.url).href;
  const child = spawn(process.execPath, ['--import', onThisMachine, application], {
    stdio: 'inherit',
    env: {
      PATH: process.env.PATH,
      AIRFLOW_HOME: folder,
      // In production these two lines are not there: Azure is found and trusted without them.
      AZURE_AUTHORITY_HOST: vault.authorityHost,
      NODE_EXTRA_CA_CERTS: vault.caFile,
    },
  });
  process.exitCode = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  console.log(`The vault saw ${vault.reads().length} reads and gave ${vault.tokenRequests.length} token.`);
} finally {
  await vault.close();
  await rm(folder, { recursive: true });
}

/** As on Airflow's page about Azure Key Vault. */
function airflowConfig({ port, tenantId, clientId, clientSecret }) {
  const kwargs = {
    connections_prefix: 'airflow-connections',
    variables_prefix: 'airflow-variables',
    vault_url: `https://${HOST}:${port}/`,
    tenant_id: tenantId,
    client_id: clientId,
    client_secret: clientSecret,
  };
  return `[secrets]
backend = airflow.providers.microsoft.azure.secrets.key_vault.AzureKeyVaultBackend
backend_kwargs = ${JSON.stringify(kwargs)}
`;
}
