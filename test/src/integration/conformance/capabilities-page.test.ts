import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { conformanceReports } from '@chatelaine/testing';
import { expect } from 'chai';
import { ROOT, textOf } from '../../support/repository.js';
import { pageWith } from './capabilities-page.js';

const PAGE = 'docs/providers/capabilities.md';
/** Set it to write what was shown into the page, and read the difference before you keep it. */
const REWRITE = process.env.CHATELAINE_REWRITE_PAGES === '1';
/** The page tells of servers on this machine, and not of what an environment names. */
const ELSEWHERE = Object.keys(process.env).some((name) => name.startsWith('CHATELAINE_TEST_'));

// The suites come first: this file asks what came of them, wherever a runner puts it.
for (const file of readdirSync(import.meta.dirname).sort()) {
  const isSuite = file.endsWith('.test.js') && file !== 'capabilities-page.test.js';
  if (isSuite) await import(new URL(file, import.meta.url).href);
}

describe('The page of capabilities', () => {
  it('says what the suites of this run have shown', async function () {
    // What was not started has shown nothing, and what failed says so itself.
    const reports = conformanceReports().filter(
      ({ passed, failed }) => passed.length > 0 && failed.length === 0,
    );
    if (reports.length === 0 || ELSEWHERE) this.skip();
    const page = textOf(PAGE);
    const whole = pageWith(page, reports);
    if (REWRITE) await writeFile(join(ROOT, PAGE), whole);
    else expect(page).to.equal(whole);
  });
});
