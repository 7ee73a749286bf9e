// Writes the JSON Schema of the config file, from the schemas of the providers themselves.
import { writeFile } from 'node:fs/promises';
import { configSchemaText } from '../test/dist/support/config-schema.js';

await writeFile(
  new URL('../packages/chatelaine/chatelaine.schema.json', import.meta.url),
  configSchemaText(),
);
