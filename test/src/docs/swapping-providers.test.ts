import { join } from 'node:path';
import { expect } from 'chai';
import { filesUnder, ROOT, textOf } from '../support/repository.js';
import { runNode } from '../support/run-node.js';

const PAGE = textOf('docs/swapping-providers.md');

describe('The page about swapping providers', () => {
  it('shows every file of its example', () => {
    const shown = [...PAGE.matchAll(/<!-- file: (\S+) -->/g)].map(([, file]) => file);
    expect(shown).to.have.members(filesUnder('examples/one-application'));
  });

  it('tells what the example prints', async () => {
    const cwd = join(ROOT, 'examples/one-application');
    const { status, stdout, stderr } = await runNode(['application.js', 'file.yaml'], { cwd });
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
    expect(PAGE).to.include(`\`\`\`console\n$ node application.js vault.yaml\n${stdout}\`\`\``);
  });
});
