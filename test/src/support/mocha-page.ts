/** What a run of mocha came to: the full titles of its tests, by outcome. */
export interface MochaReport {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

/** The expression that gives the report of the page, once it is there. */
export const REPORT = 'globalThis.mochaReport';

/** A page that runs test modules with mocha's build for browsers and leaves a report of them. */
export function mochaPage(files: readonly string[], importMap: object): string {
  return `<!doctype html>
<meta charset="utf-8">
<script type="importmap">${JSON.stringify(importMap)}</script>
<script src="/node_modules/mocha/mocha.js"></script>
<script type="module">
mocha.setup({ ui: 'bdd', checkLeaks: true, timeout: 60_000, reporter: function nothing() {} });
for (const file of ${JSON.stringify(files)}) await import(file);
const passed = [];
const failed = [];
const runner = mocha.run(() => { ${REPORT} = { passed, failed }; });
runner.on('pass', (test) => passed.push(test.fullTitle()));
runner.on('fail', (test, error) => failed.push(test.fullTitle() + ': ' + error.message));
</script>`;
}
