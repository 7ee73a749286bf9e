import { azureKeyVault } from '@chatelaine/azure-key-vault';
import { createSecrets } from '@chatelaine/core';

const secrets = createSecrets({ backends: [azureKeyVault({ vaultUrl: 'https://contoso.vault.azure.net' })] });
await secrets.close();
