// Runs the tests of the parsers and random input under c8, prints the coverage of each folder of parsers, and fails where it
// is below 95 % of the branches.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const LEAST = 95;
/** More of them reach no other branch. */
const INPUTS = 5_000;
const FOLDERS = [
  'packages/core/src/connection',
  'packages/config/src/document',
  'packages/config/src/airflow',
];
const TESTS = [
  'test/dist/fuzz/*.test.js',
  'packages/core/dist/connection/**/*.test.js',
  'packages/config/dist/*.test.js',
  'packages/config/dist/{airflow,document}/*.test.js',
];

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'coverage-parsers-'));
try {
  const included = FOLDERS.flatMap((each) => ['--include', `${each.replace('/src/', '/dist/')}/**`]);
  const { status } = spawnSync(
    join(root, 'node_modules/.bin/c8'),
    [
      '--reporter=json-summary',
      `--temp-directory=${join(folder, 'raw')}`,
      `--reports-dir=${folder}`,
      ...included,
      '--exclude=**/*.test.*',
      join(root, 'node_modules/.bin/mocha'),
      '--no-config',
      '--reporter=dot',
      '--timeout=600000',
      '--grep=within two minutes',
      '--invert',
      ...TESTS,
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, CHATELAINE_FUZZ_INPUTS: String(INPUTS) } },
  );
  if (status !== 0) process.exitCode = 1;
  const files = JSON.parse(readFileSync(join(folder, 'coverage-summary.json'), 'utf8'));
  const shares = FOLDERS.map((each) => tellBranches(each, files));
  if (!shares.every((share) => share >= LEAST)) {
    console.error(`At least ${LEAST} % is asked for in each.`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** Prints and gives the share of the branches below a folder that was taken, in percent. */
function tellBranches(place, files) {
  let covered = 0;
  let total = 0;
  for (const [path, { branches }] of Object.entries(files)) {
    if (!relative(root, path).startsWith(`${place}/`)) continue;
    covered += branches.covered;
    total += branches.total;
  }
  const share = (covered / total) * 100;
  console.log(`${place}: ${covered} of ${total} branches, ${share.toFixed(1)} %`);
  return share;
}
