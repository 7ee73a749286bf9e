import { expect } from 'chai';
import fc from 'fast-check';
import { namingOf } from '../naming.js';
import { RULES } from './secret-name.js';
import { PREFIXES } from './secrets-manager-options.js';

describe('A name in Secrets Manager', () => {
  const naming = (options = {}) =>
    namingOf(options, { rules: RULES, prefixes: PREFIXES, separator: '/' }, 'aws');
  const names = (
    kind: 'connection' | 'variable' | 'config' | 'secret',
    id: string,
    more = {},
    options = {},
  ) => {
    const location = naming(options).locate({ kind, id, ...more });
    return 'names' in location ? location.names : location.notHere;
  };

  it("is Airflow's prefix, a slash and the id as it is", () => {
    expect(names('connection', 'smtp_default')).to.deep.equal(['airflow/connections/smtp_default']);
    expect(names('variable', 'Hello')).to.deep.equal(['airflow/variables/Hello']);
    expect(names('config', 'x')).to.deep.equal(['airflow/config/x']);
    expect(names('secret', 'db-password')).to.deep.equal(['db-password']);
  });

  it('is the id alone under an empty prefix, and a prefix loses its slashes at the end', () => {
    expect(names('variable', 'x', {}, { variablesPrefix: '' })).to.deep.equal(['x']);
    expect(names('variable', 'x', {}, { variablesPrefix: 'team/a//' })).to.deep.equal(['team/a/x']);
  });

  it('of a team comes before the global one', () => {
    expect(names('connection', 'x', { team: 'my_team' })).to.deep.equal([
      'airflow/connections/my_team--x',
      'airflow/connections/x',
    ]);
    expect(names('variable', 'x', { team: '' })).to.deep.equal(['airflow/variables/x']);
    expect(names('config', 'x', { team: 'a' })).to.equal('only connections and variables have a team form');
  });

  it('is asked for only where the pattern matches the beginning of the id, in any case', () => {
    const here = (pattern: string) =>
      Array.isArray(names('connection', 'test', {}, { connectionsLookupPattern: pattern }));
    expect(['test', '.*', 'T.*', 'te'].map(here)).to.deep.equal([true, true, true, true]);
    expect(['dummy-pattern', 'est', 'a|b'].map(here)).to.deep.equal([false, false, false]);
  });

  it('does not exist for an id or a version that cannot be one', () => {
    expect(names('secret', 'a b')).to.equal(
      'a name in Secrets Manager is made of letters, digits and /_+=.@-',
    );
    expect(names('variable', 'x', {}, { variablesPrefix: 'p'.repeat(512) })).to.match(
      /^its name would have 514/,
    );
    expect(names('secret', 'x', { version: 'a b' })).to.match(/^a version in Secrets Manager is/);
    expect(names('secret', 'x', {}, { secretsPrefix: null })).to.equal('secretsPrefix is null');
  });

  it('is another for every other id of a kind', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        fc.pre(one !== other);
        const [first, second] = [names('variable', one), names('variable', other)];
        if (Array.isArray(first) && Array.isArray(second)) expect(first).not.to.deep.equal(second);
      }),
    );
  });
});
