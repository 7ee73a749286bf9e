// Runs the tests of the parsers and the random input under c8, prints the coverage of each parser, and fails below 95 % of
// their branches.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const LEAST = 95;
const FOLDERS = [
  'packages/core/src/connection',
  'packages/config/src/document',
  'packages/config/src/airflow',
];
const TESTS = [
  'test/dist/fuzz/*.test.js',
  'packages/core/dist/connection/**/*.test.js',
  'packages/config/dist/**/*.test.js',
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
      ...TESTS,
    ],
    { cwd: root, stdio: 'inherit' },
  );
  if (status !== 0) process.exitCode = 1;
  const files = JSON.parse(readFileSync(join(folder, 'coverage-summary.json'), 'utf8'));
  for (const each of FOLDERS) tellBranches(each, [each], files);
  const share = tellBranches('all parsers', FOLDERS, files);
  if (!(share >= LEAST)) {
    console.error(`At least ${LEAST} % is asked for.`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** Prints and gives the share of the branches below some folders that was taken, in percent. */
function tellBranches(name, places, files) {
  let covered = 0;
  let total = 0;
  for (const [path, { branches }] of Object.entries(files)) {
    if (!places.some((place) => relative(root, path).startsWith(`${place}/`))) continue;
    covered += branches.covered;
    total += branches.total;
  }
  const share = (covered / total) * 100;
  console.log(`${name}: ${covered} of ${total} branches, ${share.toFixed(1)} %`);
  return share;
}
