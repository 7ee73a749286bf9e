import { expect } from 'chai';
import { startToxiproxy, type Toxiproxy } from '../support/servers/toxiproxy.js';
import { startBaoStore } from './bao-store.js';
import { writeRun } from './chaos-page.js';
import { type ChaosReport, runChaos } from './chaos-run.js';
import type { ChaosStore } from './chaos-store.js';
import { chaosSummary, failures, shareAnswered } from './chaos-table.js';
import { startKeyVaultStore } from './key-vault-store.js';

const REWRITE = process.env.CHATELAINE_REWRITE_PAGES === '1';
/** Beside the pause itself: one read to its deadline, the age at which what is kept is read again, a busy machine. */
const RECOVERY_SLACK_MS = 1_500 + 800 + 1_000;

let toxiproxy: Toxiproxy;
let stores: Record<'keyVault' | 'openBao', ChaosStore>;

before(async function () {
  toxiproxy = await startToxiproxy(this);
  stores = { openBao: await startBaoStore(this), keyVault: await startKeyVaultStore() };
});

after(async () => {
  await Promise.all(Object.values(stores ?? {}).map((store) => store.stop()));
  await toxiproxy?.stop();
});

const SUITES: readonly [what: string, store: keyof typeof stores, beside: keyof typeof stores][] = [
  ['Key Vault', 'keyVault', 'openBao'],
  ['OpenBao', 'openBao', 'keyVault'],
];
for (const [what, suffering, well] of SUITES) {
  describe(`${what} over the wire, with 200 readers, while faults come and go`, () => {
    let report: ChaosReport;

    before(async function () {
      this.timeout(300_000);
      const store = stores[suffering];
      const proxy = await toxiproxy.before(store.port);
      report = await runChaos({ store, proxy, beside: stores[well] });
      console.log(`\n      ${chaosSummary(report)}\n`);
      if (REWRITE) writeRun(what, report);
    });

    it('gives every reader whole values that are never older than allowed and never go back, or one of our errors', () => {
      expect(report.ledger.violations, told(report)).to.deep.equal([]);
    });

    it('answers every read of what was kept before, through every fault but a refusal', () => {
      const served = report.phases.filter(({ kept }) => kept === 'served');
      expect(shareAnswered(served, 'kept'), told(report)).to.equal(1);
      expect(served.reduce((sum, phase) => sum + phase.tally('kept').answered, 0)).to.be.greaterThan(100_000);
    });

    it('ends what is served when the store refuses, and when it is past its hard age', () => {
      for (const phase of report.phases.filter(({ kept }) => kept === 'refused'))
        expect(failures(phase.tally('kept')), phase.name).to.be.greaterThan(0);
      const killed = report.phases.filter(({ name }) => name.startsWith('killed'));
      expect(killed.map((phase) => failures(phase.tally('brief')) > 0)).to.deep.equal([true]);
    });

    it('answers at least 99.9 % of the reads of the store beside it', () => {
      expect(shareAnswered(report.phases, 'beside'), told(report)).to.be.at.least(0.999);
    });

    it('has everything new again after one more pause at most', () => {
      for (const phase of report.phases.filter(({ lastedMs }) => lastedMs > 0)) {
        expect(phase.recoveredMs, `${phase.name}, in pauses of ${phase.pauseMs} ms`).to.be.at.most(
          phase.pauseMs + RECOVERY_SLACK_MS,
        );
        // What came out of a pause found the store well; one read may have begun on a connection that was dead by then.
        if (phase.kept === 'served') expect(phase.failuresAfter, phase.name).to.be.at.most(1);
      }
    });

    it('leaves no rejection unhandled, and no connection open', () => {
      expect(report.unhandled).to.deep.equal([]);
      expect(report.sockets.running).to.be.greaterThan(0);
      expect(report.sockets.left).to.deep.equal([]);
    });
  });
}

function told({ ledger }: ChaosReport): string {
  return `${ledger.violationCount} times`;
}
