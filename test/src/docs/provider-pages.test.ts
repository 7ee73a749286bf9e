import { expect } from 'chai';
import { bundledProviders } from '../support/bundled-providers.js';
import { withOptionTables } from '../support/option-tables.js';
import { textOf } from '../support/repository.js';

const HEADINGS = [
  'Install',
  'Use',
  'Authenticate',
  'Options',
  'Names',
  'Permissions',
  'Limits',
  'Troubleshooting',
];

describe('The page of each provider', () => {
  for (const { name } of bundledProviders) {
    const page = `docs/providers/${name}.md`;

    it(`${page} has the same headings as all`, () => {
      const headings = [...textOf(page).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
      expect(headings).to.deep.equal(HEADINGS);
    });

    it(`${page} lists the options that the provider takes today; "npm run schema" writes them`, () => {
      const text = textOf(page);
      expect(text).to.include(`<!-- options: ${name} -->`);
      expect(text).to.equal(withOptionTables(text, bundledProviders));
    });
  }
});
