import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT, textOf } from '../support/repository.js';
import { runNode } from '../support/run-node.js';

const PAGE = textOf('docs/reading-secrets.md');
const CONSOLE = /```console\n\$ (.*?)node (\S+)\.js\n([\s\S]*?)```/g;
const SHOWN = [...PAGE.matchAll(CONSOLE)];

describe('The page on reading secrets', () => {
  it('shows a run of each of its examples', () => {
    const files = [...PAGE.matchAll(/<!-- file: examples\/reading\/(\S+)\.js -->/g)].map(([, name]) => name);
    expect(files).to.have.length(5);
    expect(SHOWN.map(([, , name]) => name)).to.deep.equal(files);
    expect(PAGE.match(/```js\n/g)).to.have.length(files.length);
  });

  for (const [, variables = '', name = '', printed] of SHOWN) {
    it(`prints what its example ${name} prints`, async () => {
      const env = Object.fromEntries(
        [...variables.matchAll(/(\w+)=(\S+)/g)].map(([, key, value]) => [key, value]),
      );
      const args = [join(ROOT, 'examples/reading', `${name}.js`)];
      const { status, stdout, stderr } = await runNode(args, { cwd: ROOT, env });
      expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
      expect(stdout).to.equal(printed);
    });
  }
});
