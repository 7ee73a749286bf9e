import type { SecretKind, SecretRef } from '@chatelaine/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { listedFolders, locateSecret, namingOf } from './secret-name.js';
import type { VaultOptions } from './vault-options.js';

describe('The path of a secret in Vault', () => {
  const names = (kind: SecretKind, id: string, more: Partial<SecretRef> = {}, options: VaultOptions = {}) => {
    const location = locateSecret({ kind, id, ...more }, namingOf(options));
    return 'names' in location ? location.names : location.notHere;
  };
  const ILLEGAL =
    'a path in Vault is made of printable characters, without "..", and without an empty part between "/"';

  it('has the mount and the folder of its kind', () => {
    expect(names('connection', 'smtp_default')).to.deep.equal(['secret/connections/smtp_default']);
    expect(names('variable', 'hello')).to.deep.equal(['secret/variables/hello']);
    expect(names('config', 'smtp_host')).to.deep.equal(['secret/config/smtp_host']);
    expect(names('secret', 'app/db')).to.deep.equal(['secret/app/db']);
  });

  it('has folders and a mount of one’s own, without the slash at their end', () => {
    expect(names('variable', 'x', {}, { variablesPath: 'a/b/', mountPoint: 'team/kv/' })).to.deep.equal([
      'team/kv/a/b/x',
    ]);
    expect(names('variable', 'x', {}, { variablesPath: '' })).to.deep.equal(['secret/x']);
    expect(names('variable', 'x', {}, { variablesPath: ['a', 'b'] })).to.deep.equal([
      'secret/a/x',
      'secret/b/x',
    ]);
  });

  it('does not exist for a kind whose folder is null', () => {
    expect(names('variable', 'x', {}, { variablesPath: null })).to.equal('variablesPath is null');
  });

  it('begins with the mount that the id names, where the mount is null', () => {
    expect(names('connection', 'airflow/x', {}, { mountPoint: null })).to.deep.equal([
      'airflow/connections/x',
    ]);
    expect(names('connection', 'simple_id', {}, { mountPoint: null })).to.equal(
      'the first part of an id names the mount, and this has one part',
    );
  });

  it('of a team is in its own folder alone, or also in the one for everybody', () => {
    const team = 'foo';
    expect(names('variable', 'x', { team })).to.deep.equal(['secret/variables/foo/x']);
    expect(names('variable', 'x', { team }, { globalSecretsPath: 'global' })).to.deep.equal([
      'secret/variables/foo/x',
      'secret/variables/global/x',
    ]);
    expect(names('variable', 'x', {}, { globalSecretsPath: 'global' })).to.deep.equal([
      'secret/variables/global/x',
    ]);
    expect(names('variable', 'x', { team }, { useTeamSecretsPath: false })).to.deep.equal([
      'secret/variables/x',
    ]);
    expect(names('variable', 'x', { team: '' })).to.deep.equal(['secret/variables/x']);
    expect(names('config', 'x', { team })).to.equal('only connections and variables have a team form');
    expect(names('variable', 'x', { team: 'a/b' })).to.equal(
      'a team with "/" in it could name the folder of another',
    );
  });

  it('does not exist for what Vault cannot route', () => {
    for (const id of [
      '',
      '..',
      '.',
      '/x',
      'x/',
      'a//b',
      'a/../b',
      'a..b',
      'a\nb',
      'a\0',
      '\ud800',
      'a\u200b',
    ])
      expect(names('variable', id)).to.equal(ILLEGAL);
    expect(names('variable', 'a b%?#é漢')).to.deep.equal(['secret/variables/a b%?#é漢']);
  });

  it('takes a version that is a number, where the engine keeps versions', () => {
    expect(names('variable', 'x', { version: '12' })).to.deep.equal(['secret/variables/x']);
    for (const version of ['0', '01', '-1', '1e0', 'abc', '1'.repeat(10)])
      expect(names('variable', 'x', { version })).to.equal(
        'a version in Vault is a number from 1, of at most nine digits',
      );
    expect(names('variable', 'x', { version: '1' }, { kvEngineVersion: 1 })).to.equal(
      'version 1 of the KV engine keeps no versions',
    );
  });

  it('of a dynamic credential is what makes it, for the kind that it is', () => {
    const dynamic = { db: { path: 'database/creds/app' } };
    expect(names('connection', 'db', {}, { dynamic })).to.deep.equal(['database/creds/app']);
    expect(names('connection', 'db', { team: 'foo' }, { dynamic, connectionsPath: null })).to.deep.equal([
      'database/creds/app',
    ]);
    expect(names('variable', 'db', {}, { dynamic })).to.deep.equal(['secret/variables/db']);
    expect(names('connection', 'db', { version: '1' }, { dynamic })).to.equal(
      'what Vault makes when it is asked has no version',
    );
    expect(names('connection', 'constructor', {}, { dynamic })).to.deep.equal([
      'secret/connections/constructor',
    ]);
  });

  it('is listed from the folder for everybody', () => {
    const naming = namingOf({ globalSecretsPath: 'all', configPath: null });
    expect(listedFolders('variable', naming)).to.deep.equal(['variables/all']);
    expect(listedFolders('secret', naming)).to.deep.equal(['']);
    expect(listedFolders('config', naming)).to.deep.equal([]);
  });

  it('never holds a part that leads elsewhere, and is never that of another id, whatever is asked for', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a./%\\]{0,12}$/));
    fc.assert(
      fc.property(text, text, fc.constantFrom(null, 'secret'), (one, other, mountPoint) => {
        const [first, second] = [one, other].map((id) => names('variable', id, {}, { mountPoint }));
        if (!Array.isArray(first)) return;
        expect(first[0]?.split('/')).not.to.include.oneOf(['', '.', '..']);
        if (one !== other) expect(second).not.to.deep.equal(first);
      }),
    );
  });
});
