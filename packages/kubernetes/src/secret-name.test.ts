import type { SecretRef } from '@chatelaine/core';
import { SECRET_KINDS } from '@chatelaine/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { locateSecret, namingOf } from './secret-name.js';

const where = (ref: SecretRef, options = {}) => locateSecret(ref, namingOf(options));
const names = (ref: SecretRef, options = {}) => {
  const location = where(ref, options);
  return 'names' in location ? location.names : [];
};

describe('The place of a secret in a namespace', () => {
  it("is Airflow's label for a connection, a variable and a config value", () => {
    expect(names({ kind: 'connection', id: 'smtp_default' })).to.deep.equal([
      'airflow.apache.org/connection-name=smtp_default',
    ]);
    expect(names({ kind: 'variable', id: 'Hello' })).to.deep.equal([
      'airflow.apache.org/variable-name=Hello',
    ]);
    expect(names({ kind: 'config', id: 'sql_alchemy_conn' })).to.deep.equal([
      'airflow.apache.org/config-name=sql_alchemy_conn',
    ]);
  });

  it('is NAME/KEY for a raw secret, with "value" as the key that need not be named', () => {
    expect(names({ kind: 'secret', id: 'db' })).to.deep.equal(['db/value']);
    expect(names({ kind: 'secret', id: 'db/value' })).to.deep.equal(['db/value']);
    expect(names({ kind: 'secret', id: 'db/tls.crt' })).to.deep.equal(['db/tls.crt']);
    expect(names({ kind: 'secret', id: 'db' }, { secretsDataKey: 'text' })).to.deep.equal(['db/text']);
    expect(names({ kind: 'secret', id: 'db' }, { secretsPrefix: 'app-' })).to.deep.equal(['app-db/value']);
  });

  it('is nowhere for a kind that is never asked for, an older version or a team', () => {
    for (const [ref, options, reason] of [
      [{ kind: 'variable', id: 'x' }, { variablesLabel: null }, 'variablesLabel is null'],
      [{ kind: 'secret', id: 'x' }, { secretsPrefix: null }, 'secretsPrefix is null'],
      [{ kind: 'variable', id: 'x', version: '1' }, {}, 'a Secret in Kubernetes keeps no older versions'],
      [{ kind: 'variable', id: 'x', team: 'blue' }, {}, 'Secrets in Kubernetes have no team form'],
    ] as const) {
      expect(where(ref, options)).to.deep.equal({ notHere: reason });
    }
  });

  it('is nowhere for what no label, name or key can be', () => {
    for (const id of ['a b', '-a', 'a-', 'a/b', 'é', 'a,b', 'a)', 'x'.repeat(64)]) {
      expect(where({ kind: 'variable', id }), id).to.have.property('notHere');
    }
    for (const id of [
      'DB',
      'a_b',
      '..',
      '../x',
      'a/..',
      'a/..x',
      'a/b/c',
      'a/',
      '/a',
      'a%2fb',
      'a\nb',
      'a?b',
    ]) {
      expect(where({ kind: 'secret', id }), id).to.have.property('notHere');
    }
  });

  it('is one place for two references only when they have one name', () => {
    const ref = fc.record({
      kind: fc.constantFrom(...SECRET_KINDS),
      id: fc.stringMatching(/^[a-c/._-]{1,6}$/),
    });
    const options = fc.record({
      secretsPrefix: fc.constantFrom('', 'a', 'a/'),
      variablesLabel: fc.constantFrom('one', 'two'),
      variablesDataKey: fc.constantFrom('value', 'b'),
      connectionsLabel: fc.constantFrom('one', 'three'),
    });
    fc.assert(
      fc.property(ref, ref, options, (one, two, given) => {
        const [first] = names(one, given);
        const [second] = names(two, given);
        if (first === undefined || first !== second || one.id === two.id) return;
        expect([one.kind, two.kind]).to.deep.equal(['secret', 'secret']);
        expect(`${one.id}/value` === two.id || one.id === `${two.id}/value`).to.equal(true);
      }),
    );
  });
});
