import { provider as azureKeyVault } from '@chatelaine/azure-key-vault';
import { configJsonSchema } from '@chatelaine/config';
import { provider as env } from '@chatelaine/env';
import { provider as file } from '@chatelaine/file';

/** The JSON Schema of the config file with the options of every bundled provider, as it is published. */
export function configSchemaText(): string {
  return `${JSON.stringify(configJsonSchema([env, file, azureKeyVault]), undefined, 2)}\n`;
}
