import type { SecretRef } from '@chatelaine/core';
import { expect } from 'chai';
import { assert, constantFrom, property, record, stringMatching } from 'fast-check';
import { namingOf } from './secret-name.js';
import { caught } from './test-kit/caught.js';

const AIRFLOW = namingOf({}, 'gcp');
const namesOf = (ref: SecretRef, naming = AIRFLOW) => {
  const location = naming.locate(ref);
  return 'names' in location ? location.names : location.notHere;
};

describe('A name in Secret Manager', () => {
  it("is built by Airflow's rule: prefix, separator and id, underscores kept", () => {
    expect(namesOf({ kind: 'connection', id: 'smtp_default' })).to.deep.equal([
      'airflow-connections-smtp_default',
    ]);
    expect(namesOf({ kind: 'variable', id: 'hello' })).to.deep.equal(['airflow-variables-hello']);
    expect(namesOf({ kind: 'config', id: 'sql_alchemy_conn' })).to.deep.equal([
      'airflow-config-sql_alchemy_conn',
    ]);
    expect(namesOf({ kind: 'secret', id: 'db-password' })).to.deep.equal(['db-password']);
  });

  it('does not strip separators from the end of a prefix, as Airflow does not', () => {
    const naming = namingOf({ variablesPrefix: 'v-' }, 'gcp');
    expect(namesOf({ kind: 'variable', id: 'x' }, naming)).to.deep.equal(['v--x']);
  });

  it('has no separator after an empty prefix, and is not looked for after null', () => {
    const naming = namingOf({ variablesPrefix: '', connectionsPrefix: null, separator: '_' }, 'gcp');
    expect(namesOf({ kind: 'variable', id: 'x' }, naming)).to.deep.equal(['x']);
    expect(namesOf({ kind: 'connection', id: 'x' }, naming)).to.equal('connectionsPrefix is null');
    expect(namesOf({ kind: 'config', id: 'x' }, naming)).to.deep.equal(['airflow-config_x']);
    expect(naming.startOf('connection')).to.equal(undefined);
    expect(naming.startOf('config')).to.equal('airflow-config_');
  });

  it("asks for a team's own name first, and for the global one then", () => {
    const ref = { kind: 'variable', id: 'x', team: 'team_a' } as const;
    expect(namesOf(ref)).to.deep.equal(['airflow-variables-team_a--x', 'airflow-variables-x']);
    expect(namesOf({ ...ref, team: '' })).to.deep.equal(['airflow-variables-x']);
    expect(namesOf({ ...ref, kind: 'config' })).to.equal('only connections and variables have a team form');
    expect(AIRFLOW.nameToWrite(ref)).to.equal('airflow-variables-team_a--x');
  });

  for (const id of ['a/b', '../a', 'a.b', '%2e', 'a b', 'ü', 'a\n', 'a:access']) {
    it(`cannot be made of ${JSON.stringify(id)}`, () => {
      expect(namesOf({ kind: 'secret', id })).to.equal(
        'a name in Secret Manager is made of letters, digits, "-" and "_"',
      );
    });
  }

  it('has at most 255 characters', () => {
    expect(namesOf({ kind: 'secret', id: 'x'.repeat(255) })).to.have.length(1);
    expect(namesOf({ kind: 'variable', id: 'x'.repeat(238) })).to.include('256 characters');
  });

  it('has versions that are numbers, "latest" or aliases', () => {
    for (const version of ['1', '42', 'latest', 'stable', 'blue_2-x']) {
      expect(namesOf({ kind: 'secret', id: 'x', version })).to.deep.equal(['x']);
    }
    for (const version of ['0', '-1', '1:access', '../2', '1/2', '%32', 'a b']) {
      expect(namesOf({ kind: 'secret', id: 'x', version })).to.be.a('string');
    }
  });

  it('is legal whatever is asked for, and the same for no two ids of a kind', () => {
    const id = stringMatching(/^[\w./%: -]{1,40}$/);
    const kind = constantFrom<SecretRef['kind']>('connection', 'variable', 'config', 'secret');
    assert(
      property(record({ kind, id }), record({ kind, id }), (one, other) => {
        const [first, second] = [namesOf(one), namesOf(other)];
        if (typeof first === 'string' || typeof second === 'string') return true;
        const legal = [...first, ...second].every((name) => /^[\w-]{1,255}$/.test(name));
        return legal && (one.kind !== other.kind || (one.id === other.id) === (first[0] === second[0]));
      }),
    );
  });
});

describe('The options of names', () => {
  for (const options of [{ connectionsPrefix: 'a/b' }, { configPrefix: 'a.b' }, { separator: '/' }]) {
    it(`refuse ${JSON.stringify(options)} before anything is asked, without quoting it`, async () => {
      const error = await caught(() => namingOf(options, 'prod'));
      expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: Object.keys(options) });
      expect(error.message).not.to.include(Object.values(options)[0]);
    });
  }
});
