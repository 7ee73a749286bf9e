import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import type { LeakCheck } from './find-leaks.js';
import { findLeaks } from './find-leaks.js';
import { itLeaksNothing } from './it-leaks-nothing.js';
import type { LeakEncoding } from './leak.js';
import { formatLeak } from './leak.js';
import { checkWithSlip, denied, fail, onVariable } from './leaky-provider.test.fixture.js';

describe('findLeaks', function () {
  this.timeout(60_000);

  it('finds nothing in a backend that leaks nothing', async () => {
    const { leaks, foreign, runs, texts } = await findLeaks(checkWithSlip());
    expect(leaks.map(formatLeak)).to.deep.equal([]);
    expect(foreign).to.deep.equal([]);
    expect(runs.map(({ run }) => run)).to.deep.equal(['no failure', 'wrong options']);
    expect(runs[0]?.outcomes).to.include.keys(
      'found',
      'ok',
      'nothing',
      'SECRET_NOT_FOUND',
      'INVALID_VALUE',
      'CLOSED',
    );
    expect(texts).to.be.greaterThan(1_000);
  });

  const encodings: readonly [LeakEncoding, (value: string) => string][] = [
    ['clear', (value) => value],
    ['URL-encoded', (value) => encodeURIComponent(value.slice(6, 14))],
    ['form-encoded', (value) => new URLSearchParams({ q: value.slice(11, 19) }).toString()],
    ['JSON-escaped', (value) => JSON.stringify(value.slice(9, 15))],
    ['JSON-escaped', (value) => JSON.stringify(JSON.stringify(value.slice(9, 15)))],
    ['base64', (value) => Buffer.from(value).toString('base64')],
    ['base64', (value) => Buffer.from(`x${value}`).toString('base64')],
    ['base64', (value) => Buffer.from(`xx${value}`).toString('base64')],
  ];
  for (const [encoding, encode] of encodings) {
    it(`finds a value that is ${encoding}`, async () => {
      const slip = onVariable((value) => fail(denied(`no ${encode(value)}`)));
      const { leaks } = await findLeaks(checkWithSlip(slip));
      const found = leaks.filter(({ where }) => /→ error\.message$/.test(where)).map((leak) => leak.encoding);
      expect(found).to.include(encoding);
    });
  }

  it('finds what a failure of the store leaks, and names it', async () => {
    const check = checkWithSlip();
    const { leaks, runs } = await findLeaks({
      ...check,
      open: async (run) => {
        const body = run.canaries.make('body of an error');
        return {
          ...(await check.open(run)),
          failures: {
            'a refusal': () => ({ options: failing(() => denied(`refused: ${body}`)) }),
          },
        };
      },
    });
    expect(runs.map(({ run }) => run)).to.include('a refusal');
    expect(leaks.map(({ place, where }) => `${place} ${where}`).join('\n')).to.match(
      /body of an error a refusal, with a cache: getVariable\(variable\/canary\) → error\.message/,
    );
  });

  it('finds an option that is quoted', async () => {
    const check = checkWithSlip();
    const create = ({ url }: { readonly url?: unknown }): never =>
      fail(new SecretsError('INVALID_CONFIG', `"${String(url)}" is no URL.`));
    const { leaks } = await findLeaks({
      ...check,
      provider: { ...check.provider, create: create as never },
      open: () => ({ options: { url: 'https://x' } }),
    });
    expect(leaks.map(({ place }) => place)).to.include('option of a wrong shape');
  });

  it('says which calls threw something that is no SecretsError', async () => {
    const { foreign } = await findLeaks(checkWithSlip(() => fail(new TypeError('no'))));
    expect(foreign).to.include('no failure, the backend alone: find(variable/canary)');
    expect(foreign.join()).not.to.include('with a cache');
  });
});

describe('itLeaksNothing', function () {
  this.timeout(60_000);

  const run = async (check: LeakCheck): Promise<void> => {
    let defined: (() => Promise<void>) | undefined;
    itLeaksNothing(check, (_name, test) => {
      defined = test.bind(undefined);
    });
    await defined?.();
  };

  itLeaksNothing(checkWithSlip());

  it('fails with every leak in a line', async () => {
    const error = await run(checkWithSlip((value) => fail(denied(value)))).catch((caught: Error) => caught);
    expect(error?.message).to.match(/^A secret leaks:\n/);
    expect(error?.message).to.match(/error\.message holds ".{6,}" of the variable \(clear\)/);
  });

  it('fails when nothing is ever found, because nothing would be shown', async () => {
    const check = checkWithSlip();
    const error = await run({ ...check, open: () => ({ options: {} }) }).catch((caught: Error) => caught);
    expect(error?.message).to.match(/^Nothing was found/);
  });
});

/** Options by which the backend fails, whatever is asked. */
function failing(error: () => Error): ReadonlyMap<string, string> {
  return new (class extends Map<string, string> {
    override get(): string {
      throw error();
    }
  })();
}
