import { expect } from 'chai';
import type { SecretsParts } from '../assemble.js';
import { createSecrets } from '../assemble.js';
import { guarded } from '../guarded.js';
import { SECRET_KINDS } from '../secret-ref.js';
import { caught } from '../test-kit/caught.js';
import { answering } from '../test-kit/fake-backend.js';
import type { CacheAges } from './cache-ages.js';
import type { CacheOptions } from './read-cache.js';

const DAY = 86_400_000;
const ANY = Number.POSITIVE_INFINITY;
const env = answering('env', undefined);
const open = (cache: unknown) => createSecrets({ backends: [env], cache } as SecretsParts);
const ENTRIES = 'is no number of entries. Give a whole number of at least 1; to keep nothing, cache: false.';
const BYTES = 'is no number of bytes. Give a number of at least 1; to keep nothing, cache: false.';
const ENDLESS = 'is no time. Give milliseconds that end: 365 * 86_400_000 are a year.';
const EXAMPLE = 'A rule matches references, for example "secret/db-*".';
const ORDER = 'Order them: refreshAfterMs ≤ freshMs ≤ hardMs.';

describe('The options of a cache are refused', () => {
  const mistakes: readonly [what: string, cache: object, field: string, message: string][] = [
    ['with room for nothing', { maxEntries: 0 }, 'maxEntries', ENTRIES],
    ['with room for half an entry', { maxEntries: 1.5 }, 'maxEntries', ENTRIES],
    ['with entries in words', { maxEntries: '10' }, 'maxEntries', ENTRIES],
    ['with room for no byte', { maxBytes: 0 }, 'maxBytes', BYTES],
    ['with bytes that are no number', { maxBytes: Number.NaN }, 'maxBytes', BYTES],
    ['with answers that are fresh for ever', { freshMs: ANY }, 'freshMs', ENDLESS],
    ['with answers that are useful for ever', { hardMs: ANY }, 'hardMs', ENDLESS],
    ['with what is missing for ever', { missingMs: ANY }, 'missingMs', ENDLESS],
    ['with a rule that keeps for ever', { rules: [{ match: '*', hardMs: ANY }] }, 'rules[0].hardMs', ENDLESS],
    [
      'with a refresh later than a timer can wait',
      { refreshAfterMs: 25 * DAY, freshMs: 30 * DAY },
      'refreshAfterMs',
      'is no time. Give milliseconds, at most 24 days.',
    ],
    [
      'with a rule for no kind',
      { rules: [{ match: '*' }, { match: 'foo/*' }] },
      'rules[1].match',
      `begins with no kind of secret. Known here: ${SECRET_KINDS.join(', ')}. ${EXAMPLE}`,
    ],
    [
      'with a rule for a kind that is misspelt',
      { rules: [{ match: 'conection/*' }] },
      'rules[0].match',
      `begins with no kind of secret. Did you mean "connection"? ${EXAMPLE}`,
    ],
    [
      'with a rule for an id alone',
      { rules: [{ match: 'X7canaryzQ9' }] },
      'rules[0].match',
      `begins with no kind of secret. Known here: ${SECRET_KINDS.join(', ')}. ${EXAMPLE}`,
    ],
    [
      'with a rule for nothing',
      { rules: [{ match: '' }] },
      'rules[0].match',
      'is no text. Write references with * for any characters: "secret/db-*".',
    ],
    [
      'with a rule that is text',
      { rules: ['secret/*'] },
      'rules[0]',
      'is no rule. Pass { match: "secret/db-*" } with ages.',
    ],
  ];
  for (const [what, cache, field, message] of mistakes) {
    it(what, async () => {
      const error = await caught(() => open(cache));
      expect(error.code).to.equal('INVALID_CONFIG');
      expect(error.field?.join('.')).to.equal(`cache.${field}`);
      expect(error.message).to.equal(`"cache.${field}" ${message}`);
    });
  }

  it('with ages out of order, and say whose they are', async () => {
    const disorder: Partial<CacheAges> = { freshMs: 2_000, hardMs: 1_000 };
    const ofChain = await caught(() => open(disorder));
    expect(ofChain.message).to.equal(`The ages of "cache" are not in order. ${ORDER}`);
    const ofRule = await caught(() => open({ rules: [{ match: '*' }, { match: 'secret/*', ...disorder }] }));
    expect(ofRule.field).to.deep.equal(['cache', 'rules[1]']);
    const ofBackend = await caught(() => guarded(env, { cache: disorder }));
    expect(ofBackend).to.include({ code: 'INVALID_CONFIG', backend: 'env', hint: ORDER });
    expect(ofBackend.message).to.include('The ages of "cache" are not in order.');
    expect((await caught(() => guarded(env, { cache: { refreshAfterMs: 2, hardMs: 1 } }))).code).to.equal(
      'INVALID_CONFIG',
    );
  });

  it('and not where they make sense', async () => {
    const sensible: readonly CacheOptions[] = [
      {},
      { maxEntries: 1, maxBytes: 0.1 * 2 ** 30 },
      { maxEntries: ANY, maxBytes: ANY },
      { refreshAfterMs: 0, freshMs: 0, hardMs: 0, missingMs: 0 },
      { freshMs: 0.5, hardMs: 30 * DAY, missingMs: 30 * DAY },
      { rules: SECRET_KINDS.map((kind) => ({ match: `${kind}/*`, freshMs: 1 })) },
      { rules: [{ match: '*' }, { match: '*/db-*' }, { match: 'con*' }, { match: 'secret/a%40b@7' }] },
    ];
    for (const cache of sensible) await open(cache).close();
    // In order with the chain's, though not with the defaults.
    await createSecrets({
      backends: [guarded(env, { cache: { hardMs: 60_000 } })],
      cache: { freshMs: 1_000 },
    }).close();
    await createSecrets({
      backends: [guarded(env, { cache: { refreshAfterMs: 600_000 } })],
      cache: { freshMs: 900_000 },
    }).close();
  });
});
