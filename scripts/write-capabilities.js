// Writes docs/providers/capabilities.md: runs the conformance suite over every provider, and puts down what it has shown.
// A provider whose server is not installed, or whose suite fails, keeps its rows.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));

const { status } = spawnSync(
  process.execPath,
  [
    path('node_modules/mocha/bin/mocha.js'),
    '--no-config',
    '--exit',
    path('test/dist/integration/conformance/capabilities-page.test.js'),
  ],
  { stdio: 'inherit', env: { ...process.env, CHATELAINE_REWRITE_PAGES: '1' } },
);
process.exitCode = status ?? 1;
