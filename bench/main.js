// Runs the benchmarks of bench/rows, each a file of its own that exports `measureRows`, and prints a row a comparison: name,
// ours, reference, ratio, goal. `npm run bench -- connection` runs the files whose name holds that word; `--json` prints JSON.
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { asTable } from './table.js';

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});

const folder = new URL('./rows/', import.meta.url);
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.js'))
  .filter((file) => positionals.length === 0 || positionals.some((word) => file.includes(word)))
  .sort();

const rows = [];
for (const file of files) {
  const { measureRows } = await import(new URL(file, folder).href);
  rows.push(...(await measureRows()));
}

const machine = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`;
if (values.json) console.log(JSON.stringify({ machine, rows }, undefined, 2));
else console.log(`${machine}\n\n${asTable(rows)}`);
