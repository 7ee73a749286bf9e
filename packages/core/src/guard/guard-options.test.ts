import { expect } from 'chai';
import { guarded } from '../guarded.js';
import { caught } from '../test-kit/caught.js';
import { answering } from '../test-kit/fake-backend.js';
import type { GuardOptions } from './guard-options.js';

const store = answering('prod', undefined);
const open = (options: unknown) => guarded(store, options as GuardOptions);
const COUNT = 'Give a whole number of at least 1.';
const PAUSE = 'Give milliseconds, 0 or more, at most 24 days.';
const SPAN = 'Give milliseconds, 1 or more, at most 24 days.';
const REQUESTS = 'Give a number from 1 to 10_000_000, or pace: false for no limit.';

describe('The options of a guard are refused', () => {
  const mistakes: readonly [field: string, options: object, problem: string, hint: string][] = [
    ['pace.perMs', { pace: { requests: 1 } }, 'is missing', SPAN],
    ['pace.perMs', { pace: { requests: 1, perMs: 0 } }, 'is out of range', SPAN],
    ['pace.perMs', { pace: { requests: 1, perMs: '10s' } }, 'is no number', SPAN],
    ['pace.requests', { pace: { perMs: 1_000 } }, 'is missing', REQUESTS],
    ['pace.requests', { pace: { requests: 0.5, perMs: 1_000 } }, 'is out of range', REQUESTS],
    [
      'pace.requests',
      { pace: { requests: Number.POSITIVE_INFINITY, perMs: 1_000 } },
      'is out of range',
      REQUESTS,
    ],
    ['concurrency', { concurrency: '8' }, 'is no number', COUNT],
    ['concurrency', { concurrency: null }, 'is no number', COUNT],
    ['concurrency', { concurrency: Number.NaN }, 'is no number', COUNT],
    ['concurrency', { concurrency: 1.5 }, 'is no whole number', COUNT],
    ['concurrency', { concurrency: 0 }, 'is out of range', COUNT],
    ['timeoutMs', { timeoutMs: '500' }, 'is no number', SPAN],
    ['timeoutMs', { timeoutMs: 0 }, 'is out of range', SPAN],
    ['timeoutMs', { timeoutMs: Number.POSITIVE_INFINITY }, 'is out of range', SPAN],
    ['retry.attempts', { retry: { attempts: '3' } }, 'is no number', COUNT],
    ['retry.baseMs', { retry: { baseMs: true } }, 'is no number', PAUSE],
    ['retry.longestMs', { retry: { longestMs: 2 ** 31 } }, 'is out of range', PAUSE],
    ['retry.budget.most', { retry: { budget: { most: '10' } } }, 'is no number', 'Give a number, 0 or more.'],
    [
      'retry.budget.perRead',
      { retry: { budget: { perRead: -1 } } },
      'is out of range',
      'Give a number, 0 or more.',
    ],
    [
      'retry.budget.oneEveryMs',
      { retry: { budget: { oneEveryMs: 0 } } },
      'is out of range',
      'Give milliseconds, 1 or more.',
    ],
    [
      'retry.budget.mosts',
      { retry: { budget: { mosts: 1 } } },
      'is not among the options of "retry.budget"',
      'Did you mean "most"?',
    ],
    [
      'retry.budget',
      { retry: { budget: 10 } },
      'is no object',
      'Leave it out for the defaults, or give an object.',
    ],
    ['breaker.failures', { breaker: { failures: '5' } }, 'is no number', COUNT],
    ['breaker.firstMs', { breaker: { firstMs: Number.POSITIVE_INFINITY } }, 'is out of range', PAUSE],
    ['breaker.longestMs', { breaker: { longestMs: -1 } }, 'is out of range', PAUSE],
    ['denials.firstMs', { denials: { firstMs: '1s' } }, 'is no number', PAUSE],
    ['denials.longestMs', { denials: { longestMs: [] } }, 'is no number', PAUSE],
    [
      'denials',
      { denials: [1_000] },
      'is no object',
      'Leave it out for the defaults, or give an object, or false for none.',
    ],
    [
      'cache.freshMs',
      { cache: { freshMs: Number.POSITIVE_INFINITY } },
      'is no time',
      'Give milliseconds that end: 365 * 86_400_000 are a year.',
    ],
    ['clock', { clock: Date }, 'is no clock', 'A clock has the methods now and after.'],
    ['clock', { clock: null }, 'is no clock', 'A clock has the methods now and after.'],
    ['random', { random: 0.5 }, 'is no function', 'Pass a function that gives a number from 0 to 1.'],
  ];
  for (const [field, options, problem, hint] of mistakes) {
    it(`where "${field}" ${problem}`, async () => {
      const error = await caught(() => open(options));
      expect(error).to.include({ code: 'INVALID_CONFIG', backend: 'prod', hint });
      expect(error.field).to.deep.equal(field.split('.'));
      const name = field === 'retry.budget.mosts' ? 'mosts' : field;
      expect(error.message).to.equal(`prod: "${name}" ${problem}. ${hint}`);
    });
  }

  it('where the backend itself says half a pace', async () => {
    const supports = { pace: { requests: 5 } as { requests: number; perMs: number } };
    const error = await caught(() => guarded(answering('prod', undefined, { supports })));
    expect(error).to.include({ code: 'INVALID_CONFIG', backend: 'prod' });
    expect(error.field).to.deep.equal(['pace', 'perMs']);
    expect(guarded(answering('prod', undefined, { supports }), { pace: false }).guarded).to.equal(true);
  });

  it('and not where they make sense', () => {
    const any = Number.POSITIVE_INFINITY;
    const sensible: readonly GuardOptions[] = [
      {},
      { timeoutMs: 0.1 * 15_000, concurrency: 1, pace: { requests: 33.3, perMs: 1_000 } },
      { concurrency: any, retry: { attempts: any, budget: { most: any, perRead: 1, oneEveryMs: any } } },
      { retry: { attempts: 1, baseMs: 0, longestMs: 0, budget: { most: 0, perRead: 0 } } },
      { breaker: { failures: any, firstMs: 0, longestMs: 0 }, denials: { firstMs: 0, longestMs: 0 } },
      { retry: false, pace: false, breaker: false, denials: false, cache: false },
      { cache: { freshMs: 1_000, hardMs: 365 * 86_400_000, missingMs: 0 } },
    ];
    for (const options of sensible) expect(open(options).guarded).to.equal(true);
    expect(open({ retry: undefined, pace: undefined, clock: undefined }).guarded).to.equal(true);
  });
});
