import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import type { ChaosFault } from './chaos-fault.js';
import { GROUPS, type Group } from './groups.js';
import { Ledger } from './ledger.js';
import { Phase } from './phase.js';
import { type Rotation, textWith } from './rotation.js';

describe('What the readers of the chaos runs take amiss', () => {
  const CALM = { name: 'calm', isHarmless: true };
  const group = (name: Group['name']): Group => {
    const found = GROUPS.find((each) => each.name === name);
    if (found === undefined) throw new Error(`There is no group ${name}.`);
    return found;
  };
  const opened = (fault: Pick<ChaosFault, 'name' | 'kept' | 'isHarmless'>, ageMs = 0) => {
    const rotation = { supersededMs: () => ageMs } as unknown as Rotation;
    const phase = new Phase(fault, 0);
    const rotations = { variable: rotation, config: rotation };
    return { phase, ledger: new Ledger({ rotations, timeoutMs: 100 }, phase) };
  };

  it('is nothing while counters go up', () => {
    const { ledger, phase } = opened(CALM);
    const last = ledger.answered(group('kept'), 'kept-1', textWith('kept-1', 4), 3, phase);
    expect([last, ledger.seen('kept-1'), ledger.violations]).to.deep.equal([4, 4, []]);
  });

  it('is told once a phase, and counted each time', () => {
    const { ledger, phase } = opened(CALM);
    for (const id of ['kept-1', 'kept-2']) ledger.answered(group('kept'), id, undefined, 3, phase);
    expect([ledger.violations.length, ledger.violationCount]).to.deep.equal([1, 2]);
  });

  const answers: readonly [what: string, text: string | undefined, ageMs: number, told: RegExp][] = [
    ['a counter that goes back', textWith('kept-1', 2), 0, /went back from 3 to 2/],
    ['a value that is not whole', textWith('kept-1', 4).slice(0, -1), 0, /not its value/],
    ['the value of another id', textWith('kept-2', 4), 0, /not its value/],
    ['"not found"', undefined, 0, /was not found/],
    ['a value past its hard age', textWith('kept-1', 4), 130_000, /was 130000 ms old/],
  ];
  for (const [what, text, ageMs, told] of answers) {
    it(`is ${what}`, () => {
      const { ledger, phase } = opened(CALM, ageMs);
      ledger.answered(group('kept'), 'kept-1', text, 3, phase);
      expect(ledger.violations).to.have.length(1);
      expect(ledger.violations[0]).to.match(told);
    });
  }

  type Fault = Parameters<typeof opened>[0];
  const down: Fault = { name: 'down' };
  const refused: Fault = { name: 'denied', kept: 'refused' };
  const ours = new SecretsError('UNAVAILABLE', 'vault: is down.');
  const failures: readonly [string, Group['name'], unknown, Fault, number][] = [
    ['an error that is none of ours', 'live', new TypeError('x'), down, 1],
    ['a failure of what was kept', 'kept', ours, down, 1],
    ['no failure of what is not kept', 'live', ours, down, 0],
    ['no failure of what the store refuses', 'kept', ours, refused, 0],
    ['a failure of what is not kept while the store answers', 'live', ours, CALM, 1],
  ];
  for (const [what, name, error, fault, count] of failures) {
    it(`is ${what}`, () => {
      const { ledger, phase } = opened(fault);
      ledger.failed(group(name), `${name}-1`, error, phase);
      expect(ledger.violationCount).to.equal(count);
    });
  }
});
