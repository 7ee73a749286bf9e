import type { ConformanceReport } from '@chatelaine/testing';
import { expect } from 'chai';
import { pageWith } from '../integration/conformance/capabilities-page.js';
import { textOf } from '../support/repository.js';

const PAGE = textOf('docs/providers/capabilities.md');

const report: ConformanceReport = {
  provider: 'b-store',
  testedAgainst: 'a server | of ours',
  capabilities: {
    versions: true,
    teams: false,
    batch: false,
    list: false,
    describe: false,
    write: false,
    remove: false,
    watch: false,
    binary: false,
    empty: true,
    maxBytes: 4_096,
    illegalNames: 'none',
  },
  passed: ['A read finds'],
  failed: [],
  notTested: [
    { name: 'A refusal of one', reason: 'nobody refuses' },
    { name: 'A refusal of another', reason: 'nobody refuses' },
  ],
};

const rowsOf = (page: string, provider: string) =>
  page.split('\n').filter((row) => row.startsWith(`| ${provider} |`));

describe('The page of capabilities', () => {
  it('has a row for each thing that a report says, and one for each reason', () => {
    expect(rowsOf(pageWith(PAGE, [report]), 'b-store')).to.deep.equal([
      '| b-store | a server \\| of ours | yes | – | – | – | – | – | – | – | – | yes | 1 of 3 |',
      '| b-store | 4,096 bytes | none |',
      '| b-store | nobody refuses | A refusal of one; A refusal of another |',
    ]);
  });

  it('puts what is new in the place of what was, and leaves other providers alone', () => {
    const before = pageWith(PAGE, [report, { ...report, provider: 'a-store' }]);
    const after = pageWith(before, [{ ...report, testedAgainst: 'another server', notTested: [] }]);
    expect(rowsOf(after, 'b-store')[0]).to.include('another server');
    expect(rowsOf(after, 'b-store')).to.have.length(2);
    expect(rowsOf(after, 'a-store')).to.deep.equal(rowsOf(before, 'a-store'));
    expect(after.indexOf('| a-store |')).to.be.lessThan(after.indexOf('| b-store |'));
    expect(rowsOf(after, 'env')).to.deep.equal(rowsOf(PAGE, 'env'));
  });

  it('does not change when nothing has', () => {
    const before = pageWith(PAGE, [report]);
    expect(pageWith(before, [report])).to.equal(before);
  });

  it('tells of every provider that has a suite', () => {
    for (const provider of ['env', 'file', 'azure-key-vault', 'memory', 'unreliable'])
      expect(rowsOf(PAGE, provider), provider).to.not.deep.equal([]);
  });
});
