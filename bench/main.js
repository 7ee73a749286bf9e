// Runs the benchmarks of bench/rows, each a file of its own that exports `measureRows` and runs in a process of its own, so
// that none finds what another left behind, and prints a row a comparison: name, ours, reference, ratio, goal.
// `npm run bench -- connection` runs the files whose name holds that word; `--json` prints JSON.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { asTable } from './table.js';

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});

const files = readdirSync(new URL('./rows/', import.meta.url))
  .filter((file) => file.endsWith('.js'))
  .filter((file) => positionals.length === 0 || positionals.some((word) => file.includes(word)));

const load = loadText();
const rows = files
  .flatMap(rowsOf)
  .sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));

const processor = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`;
const machine = `Node ${process.versions.node}, ${processor}, load ${load} before and ${loadText()} after`;
if (values.json) console.log(JSON.stringify({ machine, rows }, undefined, 2));
else console.log(`${machine}\n\n${asTable(rows)}`);

function rowsOf(file) {
  const program = fileURLToPath(new URL('./run-row.js', import.meta.url));
  const args = [...process.execArgv, program, file];
  const output = execFileSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output);
}

function loadText() {
  return loadavg()[0].toFixed(1);
}
