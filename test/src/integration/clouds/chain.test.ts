import type { SecretsErrorCode } from '@chatelaine/core';
import { expect } from 'chai';
import type { Secrets } from 'chatelaine';
import { caught } from '../../support/caught.js';
import { type ChainSettings, type CloudFault, TwoClouds } from './two-clouds.js';

const CODES: Readonly<Record<CloudFault, SecretsErrorCode>> = {
  down: 'UNAVAILABLE',
  slow: 'TIMEOUT',
  denied: 'ACCESS_DENIED',
  throttled: 'THROTTLED',
};
const FAULTS = Object.entries(CODES) as readonly [CloudFault, SecretsErrorCode][];
/** The word for each fault in a map of `onError`. */
const WORDS = { down: 'unavailable', slow: 'timeout', denied: 'denied', throttled: 'throttled' } as const;

/** One line for each backend, as `explain` tells of it. */
const stepsOf = async (secrets: Secrets, id: string): Promise<readonly string[]> => {
  const { steps } = await secrets.explain(`variable/${id}`);
  return steps.map(({ backend, outcome, code }) => [backend, outcome, code].filter(Boolean).join(' '));
};
const valueIn = async (secrets: Secrets, id: string) => (await secrets.getVariable(id)).reveal();

describe('A chain of the environment, Vault and Key Vault', function () {
  this.timeout(60_000);
  let clouds: TwoClouds;
  let secrets: Secrets;
  const open = async (settings: ChainSettings = {}): Promise<Secrets> => {
    secrets = await clouds.open(settings);
    return secrets;
  };

  before(async function () {
    clouds = await TwoClouds.start(this);
  });
  afterEach(async () => {
    await secrets.close();
    await clouds.mend();
  });
  after(() => clouds?.stop());

  it('is answered by the first that has it, and asks no further', async () => {
    await open({ env: { AIRFLOW_VAR_BOTH: 'of the environment' } });
    expect(await valueIn(secrets, 'both')).to.equal('of the environment');
    expect(await stepsOf(secrets, 'both')).to.deep.equal([
      'env found',
      'vault not-asked',
      'azure-key-vault not-asked',
    ]);
    await secrets.close();
    await open();
    expect(await valueIn(secrets, 'both')).to.equal('of Vault');
    expect(await valueIn(secrets, 'late')).to.equal('of Key Vault alone');
    expect(await stepsOf(secrets, 'late')).to.deep.equal([
      'env missing',
      'vault missing',
      'azure-key-vault found',
    ]);
    expect(await secrets.findVariable('nowhere')).to.equal(undefined);
  });

  for (const [fault, code] of FAULTS) {
    describe(`with Vault ${fault}`, () => {
      const slow = fault === 'slow' ? ({ slow: 'vault' } as const) : {};

      it(`stops there with ${code}, though Key Vault could answer`, async () => {
        await open({ onError: 'stop', ...slow });
        await clouds.fail('vault', fault);
        expect(await caught(valueIn(secrets, 'both'))).to.include({ code, backend: 'vault' });
        expect(await stepsOf(secrets, 'both')).to.deep.equal([
          'env missing',
          `vault failed ${code}`,
          'azure-key-vault not-asked',
        ]);
      });

      it('is answered by the environment as if nothing were wrong', async () => {
        await open({ env: { AIRFLOW_VAR_BOTH: 'of the environment' }, ...slow });
        await clouds.fail('vault', fault);
        expect(await valueIn(secrets, 'both')).to.equal('of the environment');
      });

      if (fault === 'denied') {
        it('stops under "next", too: an older value must not stand in for one that is refused', async () => {
          await open({ onError: 'next' });
          await clouds.fail('vault', fault);
          expect(await caught(valueIn(secrets, 'both'))).to.include({ code, backend: 'vault' });
        });
      } else {
        it('is answered by Key Vault under "next"', async () => {
          await open({ onError: 'next', ...slow });
          await clouds.fail('vault', fault);
          expect(await valueIn(secrets, 'both')).to.equal('of Key Vault');
          expect(await stepsOf(secrets, 'both')).to.deep.equal([
            'env missing',
            `vault failed ${code}`,
            'azure-key-vault found',
          ]);
        });

        it('fails under "next" when nobody has it: an outage never looks like "missing"', async () => {
          await open({ onError: 'next', ...slow });
          await clouds.fail('vault', fault);
          expect(await caught(secrets.findVariable('nowhere'))).to.include({ code, backend: 'vault' });
        });

        it('asks Vault again when that is over', async () => {
          await open({ onError: 'next', ...slow });
          expect(await valueIn(secrets, 'both')).to.equal('of Vault');
          await clouds.fail('vault', fault);
          expect(await valueIn(secrets, 'both')).to.equal('of Key Vault');
          await clouds.mend();
          expect(await valueIn(secrets, 'both')).to.equal('of Vault');
        });
      }

      it(`goes on where a map says "${WORDS[fault]}: next", and only there`, async () => {
        await open({ onError: { [WORDS[fault]]: 'next' }, ...slow });
        await clouds.fail('vault', fault);
        expect(await valueIn(secrets, 'both')).to.equal('of Key Vault');
        await secrets.close();
        const others = Object.values(WORDS).filter((word) => word !== WORDS[fault]);
        await open({ onError: Object.fromEntries(others.map((word) => [word, 'next'])), ...slow });
        expect(await caught(valueIn(secrets, 'both'))).to.include({ code, backend: 'vault' });
      });

      it(
        fault === 'denied'
          ? 'does not cover up a denial with what it keeps'
          : 'serves what it keeps, and says that it is stale',
        async () => {
          await open({ cache: { fresh: '0ms' }, ...slow });
          expect((await secrets.getVariable('both')).origin).to.include({ backend: 'vault', stale: false });
          await clouds.fail('vault', fault);
          if (fault === 'denied') {
            expect(await caught(valueIn(secrets, 'both'))).to.include({ code });
            return;
          }
          const kept = await secrets.getVariable('both');
          expect(kept.reveal()).to.equal('of Vault');
          expect(kept.origin).to.include({ backend: 'vault', stale: true });
          expect(await caught(secrets.getVariable('both', { fresh: true }))).to.include({ code });
        },
      );
    });

    describe(`with Key Vault ${fault}`, () => {
      const slow = fault === 'slow' ? ({ slow: 'azure-key-vault' } as const) : {};

      it('is answered by Vault as if nothing were wrong', async () => {
        await open({ ...slow });
        await clouds.fail('azure-key-vault', fault);
        expect(await valueIn(secrets, 'both')).to.equal('of Vault');
      });

      for (const onError of ['stop', 'next'] as const) {
        it(`ends with ${code} under "${onError}" where Vault has nothing`, async () => {
          await open({ onError, ...slow });
          await clouds.fail('azure-key-vault', fault);
          expect(await caught(valueIn(secrets, 'late'))).to.include({ code, backend: 'azure-key-vault' });
          expect(await stepsOf(secrets, 'late')).to.deep.equal([
            'env missing',
            'vault missing',
            `azure-key-vault failed ${code}`,
          ]);
        });
      }
    });
  }

  it('tells the first failure when both are down', async () => {
    await open({ onError: 'next' });
    await clouds.fail('vault', 'down');
    await clouds.fail('azure-key-vault', 'throttled');
    expect(await caught(valueIn(secrets, 'both'))).to.include({ code: 'UNAVAILABLE', backend: 'vault' });
    expect(await stepsOf(secrets, 'both')).to.deep.equal([
      'env missing',
      'vault failed UNAVAILABLE',
      'azure-key-vault failed THROTTLED',
    ]);
  });

  it('serves what it keeps of Vault before it asks Key Vault, and Key Vault where nothing is kept', async () => {
    await open({ onError: 'next', cache: { fresh: '0ms' } });
    expect(await valueIn(secrets, 'both')).to.equal('of Vault');
    await clouds.fail('vault', 'down');
    expect((await secrets.getVariable('both')).origin).to.include({ backend: 'vault', stale: true });
    secrets.invalidate('variable/both');
    expect((await secrets.getVariable('both')).origin).to.include({
      backend: 'azure-key-vault',
      stale: false,
    });
  });

  describe('when the process of Vault ends', () => {
    it('serves what it keeps, and goes on to Key Vault for the rest', async function () {
      const own = await TwoClouds.start(this);
      secrets = await own.open({ onError: 'next', cache: { fresh: '0ms' } });
      try {
        expect(await valueIn(secrets, 'both')).to.equal('of Vault');
        await own.stopVault();
        expect((await secrets.getVariable('both')).origin).to.include({ backend: 'vault', stale: true });
        expect(await valueIn(secrets, 'late')).to.equal('of Key Vault alone');
        expect(await stepsOf(secrets, 'late')).to.deep.equal([
          'env missing',
          'vault failed UNAVAILABLE',
          'azure-key-vault found',
        ]);
      } finally {
        await own.stop();
      }
    });
  });
});
