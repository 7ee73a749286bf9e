import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT } from '../support/repository.js';
import { runNode } from '../support/run-node.js';

const MOCHA = join(ROOT, 'node_modules/mocha/bin/mocha.js');

interface MochaJson {
  readonly stats: { readonly passes: number; readonly failures: number; readonly pending: number };
  readonly pending: readonly { readonly title: string }[];
}

async function mocha(file: string): Promise<MochaJson> {
  const args = [MOCHA, '--no-config', '--reporter', 'json', join(ROOT, 'examples/testing', file)];
  return JSON.parse((await runNode(args, { cwd: ROOT })).stdout) as MochaJson;
}

describe('The examples of the page on testing', () => {
  it('test an application in memory, without waiting for anything', async () => {
    const { stats } = await mocha('in-memory.test.js');
    expect(stats).to.include({ passes: 3, failures: 0, pending: 0 });
  });

  it('show that a backend of 27 lines behaves like a backend, and what was not tested, with the reason', async function () {
    this.timeout(30_000);
    const { stats, pending } = await mocha('chest.conformance.test.js');
    expect(stats.failures).to.equal(0);
    expect(stats.passes).to.be.greaterThan(40);
    expect(
      pending.map(({ title }) => title).filter((title) => !/\(not tested: .+\)$/.test(title)),
    ).to.deep.equal([]);
    expect(pending.map(({ title }) => title)).to.include(
      'of a disabled secret is ACCESS_DENIED (not tested: a file is there or it is not)',
    );
  });
});
