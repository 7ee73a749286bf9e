import { join } from 'node:path';
import { expect } from 'chai';
import { chromium } from 'playwright-core';
import { startFileServer } from '../../support/file-server.js';
import { importMapOf } from '../../support/import-map.js';
import { type MochaReport, mochaPage, REPORT } from '../../support/mocha-page.js';
import { filesUnder, ROOT } from '../../support/repository.js';
import { runNode } from '../../support/run-node.js';
import { requireProgram } from '../../support/servers/require-program.js';

const PACKAGES = ['chai', 'fast-check', 'pure-rand'];
const TESTS = filesUnder('packages/core/dist/connection').filter((file) => file.endsWith('.test.js'));

describe('Connections in a browser', () => {
  it('pass every test that they pass under Node, in Chromium, from the built package', async function () {
    const browser = requireProgram(this, 'chromium');
    const [here, there] = await Promise.all([underNode(), inChromium(browser)]);
    expect(there.failed).to.deep.equal([]);
    expect(here.failed).to.deep.equal([]);
    expect(there.passed).to.deep.equal(here.passed);
    expect(there.passed).to.have.length.greaterThan(500);
  }).timeout(120_000);
});

async function inChromium(executablePath: string): Promise<MochaReport> {
  const paths = TESTS.map((file) => `/${file}`);
  await using server = await startFileServer({
    root: ROOT,
    allowed: [
      '/packages/core/dist/',
      '/test/vectors/',
      ...[...PACKAGES, 'mocha'].map((name) => `/node_modules/${name}/`),
    ],
    pages: { '/': mochaPage(paths, importMapOf(PACKAGES)) },
  });
  const browser = await chromium.launch({ executablePath, timeout: 30_000 });
  try {
    const page = await browser.newPage();
    const broken = new Promise<never>((_resolve, reject) => page.on('pageerror', reject));
    await page.goto(server.url);
    await Promise.race([
      page.waitForFunction(`${REPORT} !== undefined`, undefined, { timeout: 90_000 }),
      broken,
    ]);
    return await page.evaluate<MochaReport>(REPORT);
  } finally {
    await browser.close();
  }
}

async function underNode(): Promise<MochaReport> {
  const mocha = join(ROOT, 'node_modules/mocha/bin/mocha.js');
  const options = ['--no-config', '--check-leaks', '--timeout', '60000', '--reporter', 'json'];
  const { stdout } = await runNode([mocha, ...options, ...TESTS], { cwd: ROOT, timeoutMs: 90_000 });
  const report = JSON.parse(stdout) as Record<
    'passes' | 'failures',
    readonly { readonly fullTitle: string }[]
  >;
  const titles = (of: 'passes' | 'failures') => report[of].map(({ fullTitle }) => fullTitle);
  return { passed: titles('passes'), failed: titles('failures') };
}
