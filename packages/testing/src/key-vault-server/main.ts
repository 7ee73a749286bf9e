import { parseArgs } from 'node:util';
import type { KeyVaultServerOptions } from './key-vault-server-options.js';
import { readSecretsFile } from './secrets-file.js';
import { startKeyVaultServer } from './start-key-vault-server.js';

const USAGE = `chatelaine-key-vault-server [--port N] [--secrets FILE.json] [--host-name NAME]... [--tenant-id ID]
  [--client-id ID] [--client-secret SECRET]

Runs a Key Vault with an Entra of its own on 127.0.0.1, for tests, until it is told to end (SIGTERM, SIGINT).
Prints one line of JSON: url, authorityHost, tenantId, clientId, clientSecret, caFile, and the managed identity
endpoints. The file of secrets is an object: a name and its value, or { "value": …, "contentType": … }.
`;

const OPTIONS = {
  port: { type: 'string' },
  secrets: { type: 'string' },
  'host-name': { type: 'string', multiple: true },
  'tenant-id': { type: 'string' },
  'client-id': { type: 'string' },
  'client-secret': { type: 'string' },
  help: { type: 'boolean' },
} as const;

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'The server could not be started.'}\n`);
  process.exitCode = 2;
}

async function run(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help === true) {
    process.stdout.write(USAGE);
    return;
  }
  const vault = await startKeyVaultServer({
    ...(values.port === undefined ? {} : { port: portOf(values.port) }),
    ...(values.secrets === undefined ? {} : { secrets: await readSecretsFile(values.secrets) }),
    ...(values['host-name'] === undefined ? {} : { hostNames: values['host-name'] }),
    ...(values['tenant-id'] === undefined ? {} : { tenantId: values['tenant-id'] }),
    ...clientOf(values['client-id'] ?? 'test-client', values['client-secret']),
  });
  process.once('SIGTERM', () => vault.close()).once('SIGINT', () => vault.close());
  const { url, authorityHost, tenantId, clientId, clientSecret, caFile } = vault;
  const { identityEndpoint, identityHeader, imdsHost } = vault;
  const facts = { url, authorityHost, tenantId, clientId, clientSecret, caFile };
  process.stdout.write(`${JSON.stringify({ ...facts, identityEndpoint, identityHeader, imdsHost })}\n`);
}

function portOf(text: string): number {
  const port = Number(text);
  if (text !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error('--port must be a whole number from 0 to 65535.');
}

function clientOf(id: string, secret: string | undefined): Pick<KeyVaultServerOptions, 'clients'> {
  return { clients: { [id]: { managedIdentity: true, ...(secret === undefined ? {} : { secret }) } } };
}
