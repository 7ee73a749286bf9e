import { expect } from 'chai';
import fc from 'fast-check';
import type { SecretRef } from '../secret-ref.js';
import { caught } from '../test-kit/caught.js';
import type { NameRules } from './name-rules.js';
import { joinName } from './name-rules.js';
import type { PrefixNamingOptions } from './prefix-naming.js';
import { PrefixNaming } from './prefix-naming.js';
import type { PrefixOptions } from './prefixes.js';
import { prefixesOf } from './prefixes.js';

const RULES: NameRules = {
  join: joinName,
  illegalName: (name) => (/^[\w-]{1,40}$/.test(name) ? undefined : 'a name is made of letters'),
  illegalVersion: (version) => (/^\d+$/.test(version) ? undefined : 'a version is a number'),
};
const DEFAULTS = { connection: 'conns', variable: 'vars', config: 'config', secret: '' };
const variable = (id: string, more: Partial<SecretRef> = {}): SecretRef => ({
  kind: 'variable',
  id,
  ...more,
});

function naming(options: PrefixOptions = {}, more: Partial<PrefixNamingOptions> = {}): PrefixNaming {
  const prefixes = prefixesOf(options, DEFAULTS);
  return new PrefixNaming({ backend: 'prod', prefixes, separator: '-', rules: RULES, ...more });
}

describe('A name with a prefix', () => {
  it('is prefix, separator and id; the id alone where there is no prefix', () => {
    expect(naming().locate(variable('hello'))).to.deep.equal({ names: ['vars-hello'] });
    expect(naming({ variablesPrefix: '' }).locate(variable('hello'))).to.deep.equal({ names: ['hello'] });
    expect(naming().locate({ kind: 'secret', id: 'raw' })).to.deep.equal({ names: ['raw'] });
  });

  it('loses the separators at the end of a prefix, unless the service keeps them', () => {
    expect(naming({ variablesPrefix: 'v--' }).locate(variable('x'))).to.deep.equal({ names: ['v-x'] });
    const keeping = naming({ variablesPrefix: 'v-' }, { rules: { ...RULES, keepsPrefixEnd: true } });
    expect(keeping.locate(variable('x'))).to.deep.equal({ names: ['v--x'] });
  });

  it('of a team comes before the global one; an empty team is none', () => {
    expect(naming().locate(variable('x', { team: 'a' }))).to.deep.equal({ names: ['vars-a--x', 'vars-x'] });
    expect(naming().locate(variable('x', { team: '' }))).to.deep.equal({ names: ['vars-x'] });
  });

  it('does not exist for a kind that is never asked for, an id that no pattern fits, and what the service forbids', () => {
    const patterns = { variable: { option: 'variablesLookupPattern', pattern: /^app/ } };
    const reasons = [
      naming({ variablesPrefix: null }).locate(variable('x')),
      naming({}, { patterns }).locate(variable('x')),
      naming().locate(variable('x', { version: 'new' })),
      naming().locate({ kind: 'config', id: 'x', team: 'a' }),
      naming().locate(variable('a/b')),
    ];
    expect(reasons).to.deep.equal([
      { notHere: 'variablesPrefix is null' },
      { notHere: 'variablesLookupPattern does not match the id' },
      { notHere: 'a version is a number' },
      { notHere: 'only connections and variables have a team form' },
      { notHere: 'a name is made of letters' },
    ]);
  });

  it('does not exist for a team where it could be that of another team', () => {
    const noId = { notHere: 'with a team, no id has "--"' };
    const noTeam = { notHere: 'no team has "-" at its end' };
    expect(naming().locate(variable('b--x', { team: 'a' }))).to.deep.equal(noId);
    expect(naming().locate(variable('x', { team: 'a--b' }))).to.have.property('names');
    expect(naming().locate(variable('x', { team: 'a-' }))).to.deep.equal(noTeam);
    expect(naming().nameToRemove(variable('b--x', { team: 'a' }))).to.equal(undefined);
    expect(naming().locate(variable('b--x'))).to.deep.equal({ names: ['vars-b--x'] });
  });

  it('is looked at as the service would write it, when a team asks', () => {
    const join: NameRules['join'] = (prefix, id, separator) =>
      joinName(prefix, id, separator).replaceAll('_', separator);
    const known = naming({}, { rules: { ...RULES, join } });
    for (const [id, team] of [
      ['b__x', 'a'],
      ['b_-x', 'a'],
      ['x', 'a_'],
    ] as const) {
      expect(known.locate(variable(id, { team })), `${team} ${id}`).to.have.property('notHere');
    }
    expect(known.locate(variable('b__x'))).to.deep.equal({ names: ['vars-b--x'] });
  });

  it('is the same for no two pairs of team and id, the global name that it falls back to included', () => {
    const part = fc.stringMatching(/^[ab-]{1,5}$/);
    const namesOf = (team: string, id: string): readonly string[] => {
      const location = naming().locate(variable(id, { team }));
      return 'names' in location ? (location.names ?? []) : [];
    };
    fc.assert(
      fc.property(part, part, part, part, (team, id, otherTeam, otherId) => {
        const [own, fallback] = namesOf(team, id);
        if (own === undefined) return;
        if (team !== otherTeam || id !== otherId) expect(namesOf(otherTeam, otherId)).not.to.include(own);
        expect(fallback).to.equal(`vars-${id}`);
      }),
      { numRuns: 2_000 },
    );
  });

  it('says which names the service takes for one', () => {
    const rules = { ...RULES, identity: (name: string) => name.toLowerCase() };
    const identityOf = (id: string) => naming({}, { rules }).locate(variable(id));
    expect(identityOf('Hello')).to.deep.equal({ names: ['vars-Hello'], identity: 'vars-hello' });
  });

  it('is the same for no two ids of a kind, and leads back to its reference', () => {
    const id = fc.stringMatching(/^[\w-]{1,30}$/);
    fc.assert(
      fc.property(id, id, (one, other) => {
        const [first, second] = [one, other].map((each) => naming().nameToWrite(variable(each)));
        expect(first === second).to.equal(one === other);
        expect(naming().referenceOf('variable', first ?? '')).to.deep.equal(variable(one));
      }),
    );
  });
});

describe('The name to write', () => {
  it("is a team's own, and never the global one that a read falls back to", async () => {
    expect(naming().nameToWrite(variable('x', { team: 'a' }))).to.equal('vars-a--x');
    expect(naming().locate(variable('x', { team: 'ä' }))).to.deep.equal({ names: ['vars-x'] });
    const error = await caught(() => naming().nameToWrite(variable('x', { team: 'ä' })));
    expect(error).to.have.property('code', 'INVALID_REFERENCE');
    expect(error.problem).to.equal('prod: cannot be written here: a name is made of letters.');
    expect(naming().nameToRemove(variable('x', { team: 'ä' }))).to.equal(undefined);
  });

  it('is none of a version', async () => {
    const ref = variable('x', { version: '1' });
    for (const change of [() => naming().nameToWrite(ref), () => naming().nameToRemove(ref)]) {
      expect(await caught(change)).to.have.property('code', 'UNSUPPORTED');
    }
  });
});

describe('The names of a kind', () => {
  it('begin alike', () => {
    expect(naming().startOf('variable')).to.equal('vars-');
    expect(naming().startOf('secret')).to.equal('');
    expect(naming({ secretsPrefix: null }).startOf('secret')).to.equal(undefined);
  });

  it('are told from those of others', () => {
    const known = naming({}, { rules: { ...RULES, identity: (name) => name.toLowerCase() } });
    expect(known.referenceOf('variable', 'VARS-x')).to.deep.equal(variable('x'));
    for (const other of ['vars-', 'vars', 'conns-x', 'vars-ä']) {
      expect(known.referenceOf('variable', other)).to.equal(undefined);
    }
    expect(naming({ variablesPrefix: null }).referenceOf('variable', 'vars-x')).to.equal(undefined);
  });

  it('have one for a probe, under the first prefix that is asked for', () => {
    const probe = (options: PrefixOptions) => naming(options).probeName;
    expect(probe({ connectionsPrefix: null, variablesPrefix: 'app' })).to.match(
      /^(?:app-)?chatelaine-probe$/,
    );
    const none = { connectionsPrefix: null, variablesPrefix: null, configPrefix: null };
    expect(probe(none)).to.equal('chatelaine-probe');
  });
});
