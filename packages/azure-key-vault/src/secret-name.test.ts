import type { SecretKind } from '@chatelaine/core';
import { expect } from 'chai';
import fc from 'fast-check';
import type { AzureKeyVaultOptions } from './azure-key-vault-options.js';
import { namingOf } from './secret-name.js';

type Options = Partial<AzureKeyVaultOptions>;

const naming = (options: Options = {}) =>
  namingOf({ vaultUrl: 'https://contoso.vault.azure.net', ...options }, 'prod');

describe('The name of a secret in Key Vault', () => {
  const names = (kind: SecretKind, id: string, more: object = {}, options: Options = {}) => {
    const location = naming(options).locate({ kind, id, ...more });
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

  it('of a team that cannot be in a name leaves the global one', () => {
    expect(names('variable', 'x', { team: 'té' })).to.deep.equal(['airflow-variables-x']);
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
      const location = naming().locate({ kind: 'variable', id });
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
          const named = naming({ variablesPrefix: prefix, separator });
          const location = named.locate({ kind: 'variable', id, team });
          if ('names' in location)
            for (const name of location.names) expect(name).to.match(/^[0-9a-zA-Z-]{1,127}$/);
        },
      ),
    );
  });

  it('leads back to a reference that has this very name', () => {
    const legal = fc.stringMatching(/^[0-9a-zA-Z-]{1,127}$/);
    const prefixes = fc.constantFrom('airflow-variables', 'airflow_variables-', 'A', '', '-');
    fc.assert(
      fc.property(
        fc.constantFrom('variable', 'secret', 'connection', 'config'),
        prefixes,
        fc.constantFrom('-', '', 'x', '.'),
        legal,
        (kind, prefix, separator, end) => {
          const named = naming({ variablesPrefix: prefix, secretsPrefix: prefix, separator });
          for (const name of [end, `${prefix}${separator}${end}`.replaceAll('_', separator)]) {
            const ref = named.referenceOf(kind, name);
            if (ref === undefined) continue;
            const location = named.locate(ref);
            // A list has legal names alone.
            if (name.length <= 127 && separator !== '.')
              expect(location).to.deep.include({ identity: name.toLowerCase() });
          }
        },
      ),
    );
  });

  it('leads back to the id behind its prefix, where a "_" has become the separator', () => {
    const back = (kind: SecretKind, name: string, options: Options = {}) =>
      naming(options).referenceOf(kind, name)?.id;
    expect(back('connection', 'airflow-connections-smtp-default')).to.equal('smtp-default');
    expect(back('connection', 'airflow-connections')).to.equal(undefined);
    expect(back('connection', 'airflow-variables-x')).to.equal(undefined);
    expect(back('variable', 'x', { variablesPrefix: '' })).to.equal('x');
    expect(back('variable', 'airflow-variables-x', { variablesPrefix: null })).to.equal(undefined);
    expect(back('secret', 'team-a-x', { secretsPrefix: 'team_a' })).to.equal(undefined);
  });
});
