import { expect } from 'chai';
import { bundledProviders } from '../support/bundled-providers.js';
import { textOf } from '../support/repository.js';

const ROW =
  /^\| \[`([\w-]+)`\]\(([\w-]+)\.md\) \| [^|]+ \| ([^|]+) \| ([\d,]+) \| ([\d,]+) \| ([\d.]+) \|$/gm;
const INDEX = textOf('docs/providers/README.md');

describe('The list of providers', () => {
  const rows = [...INDEX.matchAll(ROW)];

  it('has the providers in their order, each with its page', () => {
    const names = rows.map(([, name = '']) => name);
    expect(names).to.have.length.of.at.least(9);
    expect(bundledProviders.map(({ name }) => name).filter((name) => names.includes(name))).to.deep.equal(
      names,
    );
    expect(rows.map(([, , page]) => page)).to.deep.equal(names);
  });

  it('says of each what its tests ran against, as the capabilities do', () => {
    const shown = new Map(
      [...textOf('docs/providers/capabilities.md').matchAll(/^\| ([\w-]+) \| ([^|]+) \| (?:yes|–) \|/gm)].map(
        ([, name = '', against = '']) => [name, against],
      ),
    );
    for (const [, name = '', , against] of rows) {
      if (shown.has(name)) expect(against, name).to.equal(shown.get(name));
    }
  });

  it('says when it was measured what each installs', () => {
    expect(INDEX).to.match(
      /<!-- measured -->\n.* Measured on \d{4}-\d\d-\d\d with Node v\d+\.\d+\.\d+ and npm /,
    );
    const packages = new Map(rows.map(([, name, , , count]) => [name, Number(count)]));
    expect(packages.get('env')).to.equal(0);
    expect(packages.get('vault')).to.equal(1);
    expect(packages.get('azure-key-vault')).to.be.greaterThan(1);
  });
});
