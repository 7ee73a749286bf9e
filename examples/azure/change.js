import { azureKeyVault } from '@chatelaine/azure-key-vault';

const vault = azureKeyVault({ vaultUrl: process.env.VAULT_URL }); // https://contoso.vault.azure.net
const options = { signal: AbortSignal.timeout(30_000) };
const ref = { kind: 'variable', id: 'mail_host' };

const { name } = await vault.write(ref, 'mail.example.com', {
  ...options,
  contentType: 'text/plain',
  expiresAt: new Date('2031-01-01T00:00:00Z'),
  tags: { owner: 'mail' },
});
const { tags } = await vault.describe(ref, options);
console.log(`${name} belongs to ${tags.owner}.`); // airflow-variables-mail-host belongs to mail.

for await (const { ref } of vault.list({ kind: 'variable' }, options)) console.log(ref.id); // mail-host

await vault.remove(ref, options); // softly: the name stays taken
await vault.recover(ref, options); // or purge, which nothing takes back
await vault.close();
