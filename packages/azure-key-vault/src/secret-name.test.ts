import { expect } from 'chai';
import fc from 'fast-check';
import { locateSecret, type NamingOptions } from './secret-name.js';

const NAMING: NamingOptions = {
  connectionsPrefix: 'airflow-connections',
  variablesPrefix: 'airflow-variables',
  configPrefix: 'airflow-config',
  secretsPrefix: '',
  separator: '-',
};

describe('The name of a secret in Key Vault', () => {
  const names = (
    kind: 'connection' | 'variable' | 'config' | 'secret',
    id: string,
    more: object = {},
    naming: Partial<NamingOptions> = {},
  ) => {
    const location = locateSecret({ kind, id, ...more }, { ...NAMING, ...naming });
    return 'names' in location ? location.names : location.notHere;
  };

  it('has the prefix of its kind', () => {
    expect(names('connection', 'smtp_default')).to.deep.equal(['airflow-connections-smtp-default']);
    expect(names('variable', 'hello')).to.deep.equal(['airflow-variables-hello']);
    expect(names('config', 'sql_alchemy_conn')).to.deep.equal(['airflow-config-sql-alchemy-conn']);
  });

  it('is the id of a raw secret as it is, behind the prefix if there is one', () => {
    expect(names('secret', 'db-Password')).to.deep.equal(['db-Password']);
    expect(names('secret', 'db-password', {}, { secretsPrefix: 'app' })).to.deep.equal(['app-db-password']);
    expect(names('secret', 'db_password')).to.equal('a name in Key Vault is made of letters, digits and "-"');
  });

  it('is the id alone where the prefix is empty, or nothing but the separator', () => {
    expect(names('variable', 'a_b', {}, { variablesPrefix: '' })).to.deep.equal(['a-b']);
    expect(names('variable', 'a_b', {}, { variablesPrefix: '--' })).to.deep.equal(['a-b']);
  });

  it('takes a separator that is special in a replacement literally', () => {
    expect(names('variable', 'a_b', {}, { separator: '$&' })).to.be.a('string');
  });

  it('of a team comes before the global one, for connections and variables', () => {
    expect(names('variable', 'my_db', { team: 'team_a' })).to.deep.equal([
      'airflow-variables-team-a--my-db',
      'airflow-variables-my-db',
    ]);
    expect(names('variable', 'x', { team: '' })).to.deep.equal(['airflow-variables-x']);
  });

  it('of a team does not exist for config values and raw secrets', () => {
    expect(names('config', 'x', { team: 'a' })).to.equal('only connections and variables have a team form');
    expect(names('secret', 'x', { team: 'a' })).to.equal('only connections and variables have a team form');
    expect(names('config', 'x', { team: '' })).to.deep.equal(['airflow-config-x']);
  });

  it('of a team that cannot be in a name leaves the global one', () => {
    expect(names('variable', 'x', { team: 'té' })).to.deep.equal(['airflow-variables-x']);
  });

  it('does not exist for a kind whose prefix is null', () => {
    expect(names('connection', 'x', {}, { connectionsPrefix: null })).to.equal('connectionsPrefix is null');
    expect(names('secret', 'x', {}, { secretsPrefix: null })).to.equal('secretsPrefix is null');
  });

  it('does not exist for an id that is too long', () => {
    expect(names('secret', 'x'.repeat(127))).to.have.length(1);
    expect(names('secret', 'x'.repeat(128))).to.equal(
      'its name would have 128 characters, and Key Vault allows 127',
    );
  });

  it('does not exist for a version that Key Vault cannot have given', () => {
    expect(names('secret', 'x', { version: '0123456789abcdef0123456789abcdef' })).to.deep.equal(['x']);
    expect(names('secret', 'x', { version: '../x' })).to.equal(
      'a version in Key Vault is 1 to 64 letters and digits',
    );
  });

  it('is one place for ids that differ in case, or in - and _', () => {
    const identity = (id: string) => {
      const location = locateSecret({ kind: 'variable', id }, NAMING);
      return 'names' in location ? location.identity : undefined;
    };
    expect(identity('Hello_World'))
      .to.equal('airflow-variables-hello-world')
      .and.to.equal(identity('hello-world'));
    expect(identity('Hello_World')).not.to.equal(identity('hello'));
  });

  it('never leaves the characters that are legal in an address, whatever is asked for', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.string(),
        fc.string(),
        (id, team, prefix, separator) => {
          const location = locateSecret(
            { kind: 'variable', id, team },
            { ...NAMING, variablesPrefix: prefix, separator },
          );
          if ('names' in location)
            for (const name of location.names) expect(name).to.match(/^[0-9a-zA-Z-]{1,127}$/);
        },
      ),
    );
  });
});
