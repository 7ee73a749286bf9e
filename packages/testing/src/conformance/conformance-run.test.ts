import { expect } from 'chai';
import type { BackendHarness } from './backend-harness.js';
import { checkBackend } from './check-backend.js';
import { unreliableHarness } from './unreliable-harness.test.fixture.js';

const check = (change: Partial<BackendHarness>) =>
  checkBackend({ ...unreliableHarness(), ...change }, { caseMs: 500, without: ['A secret'] });

describe('A run of the conformance suite', () => {
  it('counts what the harness cannot do as not tested, with the reason of the harness', async () => {
    const { failed, notTested } = await check({
      disable: 'there is no such state',
      openBroken: (fault) => (fault === 'reset' ? undefined : `no ${fault}`),
    });
    expect(failed).to.deep.equal([]);
    const reasons = notTested.map(({ name, reason }) => `${name}: ${reason}`);
    expect(reasons).to.include('A refusal of a disabled secret is ACCESS_DENIED: there is no such state');
    expect(reasons).to.include('A store that fails inside is UNAVAILABLE: no server error');
    expect(reasons).to.include(
      'A store that breaks the line is UNAVAILABLE: the harness cannot make its store fail so: reset',
    );
  });

  it('fails for what is there and is not claimed, and tries nothing else about it', async () => {
    const { capabilities } = unreliableHarness();
    const { passed, failed } = await check({
      capabilities: { ...capabilities, list: false, versions: false },
    });
    expect(failed.map(({ name }) => name)).to.deep.equal([
      'A claim about list fits the backend',
      'A claim about versions fits what the backend supports',
    ]);
    expect(passed.filter((name) => name.startsWith('A list') || name.startsWith('A version'))).to.deep.equal(
      [],
    );
  });

  it('stops the store when everything is over', async () => {
    const ends: string[] = [];
    await check({ stop: async () => void ends.push('stopped') });
    expect(ends).to.deep.equal(['stopped']);
  });
});
