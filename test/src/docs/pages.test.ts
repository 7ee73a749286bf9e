import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { filesUnder, PACKAGES, ROOT, textOf } from '../support/repository.js';

const SHOWN_FILE = /<!-- file: (\S+) -->\n```\w*\n([\s\S]*?)```/g;
const LINK = /\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g;

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...filesUnder('docs').filter((file) => file.endsWith('.md')),
  ...PACKAGES.map((name) => `packages/${name}/README.md`).filter((file) => existsSync(join(ROOT, file))),
];

describe('The pages', () => {
  for (const page of PAGES) {
    it(`${page} shows files as they are, and links to what is there`, () => {
      const text = textOf(page);
      for (const [, file = '', shown] of text.matchAll(SHOWN_FILE))
        expect(shown, file).to.equal(textOf(file));
      for (const [, link = ''] of text.matchAll(LINK)) {
        expect(existsSync(join(ROOT, dirname(page), link)), `${page} links to ${link}`).to.equal(true);
      }
    });
  }

  it('show applications that import nothing but what they have installed themselves', () => {
    // Under pnpm an application does not see what comes with "chatelaine"; a package of one's own has core as a peer.
    const inside = /from '@chatelaine\/(?:core|config|env|file)\b/;
    const examples = filesUnder('examples').filter(
      (file) => file.endsWith('.js') && !file.startsWith('examples/backend-package/'),
    );
    expect(examples.filter((file) => inside.test(textOf(file)))).to.deep.equal([]);
  });

  it('README fits on a screen or two', () => {
    expect(textOf('README.md').split('\n').length).to.be.at.most(130);
  });
});
