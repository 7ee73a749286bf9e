import { expect } from 'chai';
import type { SecretsParts } from './assemble.js';
import { createSecrets } from './assemble.js';
import { guarded } from './guarded.js';
import { caught } from './test-kit/caught.js';
import { answering } from './test-kit/fake-backend.js';

const env = answering('env', undefined);
const made = (parts: unknown) => createSecrets(parts as SecretsParts);
const refusal = async (parts: object) => {
  const { code, message, field } = await caught(() => made({ backends: [env], ...parts }));
  expect(code).to.equal('INVALID_CONFIG');
  return field === undefined ? message : `${field.join('.')}: ${message}`;
};

describe('Secrets are made of nothing but known parts:', () => {
  const AGES = 'Leave it out for the defaults, or give ages, { freshMs: 60_000 }, or false for none.';
  const mistakes: readonly [what: string, parts: object, message: string][] = [
    [
      'a key of another name',
      { cach: false },
      'cach: "cach" is not among the parts of secrets. Did you mean "cache"?',
    ],
    [
      'a key in another case',
      { onerror: 'next' },
      'onerror: "onerror" is not among the parts of secrets. Did you mean "onError"?',
    ],
    [
      'a key that is like no other, which is not named',
      { kX7canaryzQ9: 1 },
      '?: A key is not among the parts of secrets. Known here: backends, onError, cache, connections, notFoundHint, ' +
        'lastKnownGood, clock, random.',
    ],
    ['a cache that is true', { cache: true }, `cache: "cache" is no cache. ${AGES}`],
    ['a cache that is null', { cache: null }, `cache: "cache" is no cache. ${AGES}`],
    ['a cache that is a list', { cache: [] }, `cache: "cache" is no cache. ${AGES}`],
    [
      'an age as config files call it',
      { cache: { fresh: '1m' } },
      'cache.fresh: "fresh" is not among the options of the cache. Did you mean "freshMs", a number of milliseconds?',
    ],
    [
      'an age with a unit',
      { cache: { freshMs: '1m' } },
      'cache.freshMs: "cache.freshMs" is no time. Give milliseconds, 0 or more.',
    ],
    [
      'an age that is no number',
      { cache: { hardMs: Number.NaN } },
      'cache.hardMs: "cache.hardMs" is no time. Give milliseconds, 0 or more.',
    ],
    [
      'an age below zero',
      { cache: { missingMs: -1 } },
      'cache.missingMs: "cache.missingMs" is no time. Give milliseconds, 0 or more.',
    ],
    [
      'a size that is no number',
      { cache: { maxBytes: '1MB' } },
      'cache.maxBytes: "cache.maxBytes" is no number of bytes. Give a number of at least 1; to keep nothing, cache: false.',
    ],
    [
      'rules that are no list',
      { cache: { rules: {} } },
      'cache.rules: "cache.rules" is no list. Pass [{ match, freshMs }].',
    ],
    [
      'a rule without a pattern',
      { cache: { rules: [{ match: '*' }, { freshMs: 1 }] } },
      'cache.rules[1].match: "cache.rules[1].match" is no text. Write references with * for any characters: "secret/db-*".',
    ],
    [
      'a rule with an age of another name',
      { cache: { rules: [{ match: '*', hard: 5 }] } },
      'cache.rules[0].hard: "hard" is not among the options of a rule of the cache. Did you mean "hardMs", a number of milliseconds?',
    ],
    [
      'last known good as a config file says it',
      { lastKnownGood: { path: './known-good', keyEnv: 'KEY' } },
      'lastKnownGood: "lastKnownGood" is no store of last known good values. In code, make one: ' +
        'lastKnownGoodFile({ path, key: { env: "KNOWN_GOOD_KEY" } }) of "chatelaine/last-known-good".',
    ],
    [
      'a reading',
      { connections: 'stric' },
      'connections: "connections" is no way to read connections. Write airflow or strict.',
    ],
    ['a hint', { notFoundHint: 5 }, 'notFoundHint: "notFoundHint" is no text. Write a sentence.'],
    ['a clock', { clock: Date }, 'clock: "clock" is no clock. A clock has the methods now and after.'],
    [
      'chance',
      { random: 4 },
      'random: "random" is no function. Pass a function that gives a number from 0 to 1.',
    ],
    [
      'two backends of one label',
      { backends: [env, answering('vault', undefined), answering('env', undefined)] },
      '"backends[2]" has the same label as "backends[0]", env. ' +
        'Give one of them a name of its own: env({}, { name: "more" }), or wrapBackend(backend, { name: "more" }).',
    ],
  ];

  for (const [what, parts, message] of mistakes) {
    it(`${what}`, async () => {
      expect(await refusal(parts)).to.equal(message);
    });
  }

  it('nothing at all, and a list', async () => {
    for (const parts of [undefined, null, [env]])
      expect((await caught(() => made(parts))).message).to.equal(
        '"backends" is no list. Pass { backends: [env()] }.',
      );
  });

  it('what is undefined counts as left out', async () => {
    await made({ backends: [env], cach: undefined, cache: { fresh: undefined, freshMs: undefined } }).close();
  });
});

describe('A guard takes nothing but known options:', () => {
  const mistakes: readonly [what: string, options: unknown, message: string][] = [
    ['none', null, 'env: The options of the guard are no object. Pass { timeoutMs: 500 }.'],
    [
      'an option as config files call it',
      { timeout: 500 },
      'env: "timeout" is not among the options of the guard. Did you mean "timeoutMs", a number of milliseconds?',
    ],
    [
      'ages as config files call them',
      { cache: { fresh: 5 } },
      'env: "fresh" is not among the options of the cache. Did you mean "freshMs", a number of milliseconds?',
    ],
    [
      'retries that are only wished for',
      { retry: true },
      'env: "retry" is no object. Leave it out for the defaults, or give an object, or false for none.',
    ],
    [
      'an option of retries',
      { retry: { attempt: 3 } },
      'env: "attempt" is not among the options of "retry". Did you mean "attempts"?',
    ],
    [
      'a policy',
      { onError: 'nxt' },
      'env: "onError" is no policy. Write stop, next, or one of these for each failure: ',
    ],
  ];

  for (const [what, options, message] of mistakes) {
    it(`${what}`, async () => {
      const error = await caught(() => guarded(env, options as object));
      expect(error).to.include({ code: 'INVALID_CONFIG', backend: 'env' });
      expect(error.message.startsWith(message), error.message).to.equal(true);
    });
  }

  it('and guards nothing but a backend', async () => {
    const refused = (what: unknown) => caught(() => guarded(what as typeof env));
    expect((await refused(undefined)).message).to.equal(
      'What is to be guarded is no backend. A backend has a name of one line and a find method.',
    );
    expect((await refused(() => env)).hint).to.equal('Call it: env().');
  });
});
