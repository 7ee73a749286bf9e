import { expect } from 'chai';
import fc from 'fast-check';
import { namingOf } from '../naming.js';
import { PREFIXES } from './parameter-store-options.js';
import { RULES } from './secret-name.js';

describe('A name in Parameter Store', () => {
  const names = (kind: 'connection' | 'variable' | 'secret', id: string, more = {}, options = {}) => {
    const naming = namingOf(options, { rules: RULES, prefixes: PREFIXES, separator: '/' }, 'aws');
    const location = naming.locate({ kind, id, ...more });
    return 'names' in location ? location.names : location.notHere;
  };

  it("is Airflow's prefix, a slash and the id as it is", () => {
    expect(names('connection', 'smtp_default')).to.deep.equal(['/airflow/connections/smtp_default']);
  });

  it('has the slash at the beginning that a prefix is missing', () => {
    expect(names('variable', 'x', {}, { variablesPrefix: 'app/vars/' })).to.deep.equal(['/app/vars/x']);
    expect(names('variable', 'x', {}, { variablesPrefix: '' })).to.deep.equal(['/x']);
  });

  it('of a raw secret has one when it has levels, and stays as it is when it has none', () => {
    expect(names('secret', 'app/db')).to.deep.equal(['/app/db']);
    expect(names('secret', '/app/db')).to.deep.equal(['/app/db']);
    expect(names('secret', 'MyParameter')).to.deep.equal(['MyParameter']);
  });

  it('of a team comes before the global one', () => {
    expect(names('variable', 'x', { team: 'a' })).to.deep.equal([
      '/airflow/variables/a--x',
      '/airflow/variables/x',
    ]);
  });

  it('does not exist for what Parameter Store would take for a selector, an empty level or too many', () => {
    for (const id of ['a:1', 'a//b', 'a/', 'a b', 'é', `${'a/'.repeat(15)}b`])
      expect(names('variable', id), id).to.be.a('string');
    expect(names('variable', 'x', {}, { variablesPrefix: 'p'.repeat(1_011) })).to.match(/allows 1011$/);
  });

  it('does not exist where Parameter Store keeps the first level for itself, which sinks the names beside it', () => {
    for (const id of [
      'ssm-agent-key',
      'SSMx',
      'aws',
      'AWS/x',
      '/awsome/x',
      '/ssm/x',
      'aws/other/x',
      '/Aws/service/x',
    ])
      expect(names('secret', id), id).to.match(/neither "aws" nor "ssm"/);
    expect(names('variable', 'x', {}, { variablesPrefix: '/ssm' })).to.be.a('string');
    expect(names('variable', 'ssm-agent-key')).to.deep.equal(['/airflow/variables/ssm-agent-key']);
    for (const id of ['/aws/service/ami', '/aws/reference/secretsmanager/x'])
      expect(names('secret', id)).to.deep.equal([id]);
  });

  it('has versions that are numbers or labels', () => {
    for (const version of ['1', '42', 'prod', 'v1.2_x-y'])
      expect(names('variable', 'x', { version }), version).to.be.an('array');
    for (const version of ['0', '1e0', '../1', 'a b', '1:2'])
      expect(names('variable', 'x', { version }), version).to.be.a('string');
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
