import { azureKeyVault } from '@chatelaine/azure-key-vault';
import { createSecrets } from 'chatelaine';

const vaultUrl = process.env.VAULT_URL; // https://contoso.vault.azure.net
const secrets = createSecrets({ backends: [azureKeyVault({ vaultUrl })] });
const smtp = await secrets.getConnection('smtp_default');
console.log(`${smtp} is in ${smtp.origin.name}.`); // airflow-connections-smtp-default
await secrets.close();
