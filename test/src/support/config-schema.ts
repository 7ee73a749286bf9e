import { configJsonSchema } from '@chatelaine/config';
import { bundledProviders } from './bundled-providers.js';

/** The JSON Schema of the config file with the options of every bundled provider, as it is published. */
export function configSchemaText(): string {
  return `${JSON.stringify(configJsonSchema(bundledProviders), undefined, 2)}\n`;
}
