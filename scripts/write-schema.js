// Writes what is said of options elsewhere than in the schemas of the providers: the JSON Schema of the config file, and the
// tables in the pages of the providers.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { bundledProviders } from '../test/dist/support/bundled-providers.js';
import { configSchemaText } from '../test/dist/support/config-schema.js';
import { withOptionTables } from '../test/dist/support/option-tables.js';

const at = (path) => new URL(`../${path}`, import.meta.url);

await writeFile(at('packages/chatelaine/chatelaine.schema.json'), configSchemaText());

for (const name of await readdir(at('docs/providers'))) {
  const page = at(`docs/providers/${name}`);
  const text = await readFile(page, 'utf8');
  const written = withOptionTables(text, bundledProviders);
  if (written !== text) await writeFile(page, written);
}
