import { inspect } from 'node:util';
import { expect } from 'chai';
import type { FoundSecret } from './backend.js';
import { SecretsError } from './errors.js';
import { guarded } from './guarded.js';
import { caught } from './test-kit/caught.js';
import { answering, found, ref, silent } from './test-kit/fake-backend.js';
import { ManualClock } from './test-kit/manual-clock.js';

const CANARY = 'kX7-canary-zQ9';
const signal = new AbortController().signal;
const reference = ref('secret', 'x');

describe('A guarded backend', () => {
  it('ends a read that is never answered after 10 seconds', async () => {
    const clock = new ManualClock();
    const read = caught(guarded(silent('prod'), { clock }).find(reference, { signal }));
    await clock.advance(9_999);
    expect(clock.pending).to.equal(1);
    await clock.advance(1);
    expect(await read).to.include({ code: 'TIMEOUT', backend: 'prod' });
  });

  it('has a deadline of its own when told so', async () => {
    const clock = new ManualClock();
    const read = caught(guarded(silent('prod'), { clock, timeoutMs: 50 }).find(reference, { signal }));
    await clock.advance(50);
    expect((await read).code).to.equal('TIMEOUT');
  });

  const foreign: readonly [string, Error, string][] = [
    ['a plain error', new Error(CANARY), 'INTERNAL'],
    ['a refused connection', Object.assign(new Error(CANARY), { code: 'ECONNREFUSED' }), 'UNAVAILABLE'],
    [
      'a failed fetch',
      new TypeError(CANARY, { cause: Object.assign(new Error(CANARY), { code: 'ENOTFOUND' }) }),
      'UNAVAILABLE',
    ],
    [
      'an untrusted certificate',
      Object.assign(new Error(CANARY), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
      'UNAVAILABLE',
    ],
  ];
  for (const [what, error, code] of foreign) {
    it(`turns ${what} into ${code} without a word of it`, async () => {
      const translated = await caught(
        guarded(answering('mine', error), { retry: false }).find(reference, { signal }),
      );
      expect(translated).to.include({ code, backend: 'mine' });
      expect(inspect(translated, { depth: 9, showHidden: true })).not.to.include(CANARY);
    });
  }

  it('names itself in an error of its backend, and keeps one that is named', async () => {
    const bare = new SecretsError('ACCESS_DENIED', 'no.');
    expect((await caught(guarded(answering('mine', bare)).find(reference, { signal }))).backend).to.equal(
      'mine',
    );
    const named = new SecretsError('ACCESS_DENIED', 'no.', { backend: 'inner' });
    expect(await caught(guarded(answering('mine', named)).find(reference, { signal }))).to.equal(named);
  });

  const broken: readonly [string, unknown][] = [
    ['null', null],
    ['a string', 'value'],
    ['no name', { value: 'x' }],
    ['a number as value', { value: 1, name: 'x' }],
  ];
  for (const [what, answer] of broken) {
    it(`refuses an answer that is ${what}`, async () => {
      const backend = answering('mine', answer as FoundSecret);
      expect((await caught(guarded(backend).find(reference, { signal }))).code).to.equal('INTERNAL');
    });
  }

  it('translates what locate throws', async () => {
    const backend = answering('mine', undefined, {
      locate: () => {
        throw new Error(CANARY);
      },
    });
    expect((await caught(() => guarded(backend).locate?.(reference))).code).to.equal('INTERNAL');
  });

  it('is not guarded twice', () => {
    const once = guarded(answering('mine', found('x')), { timeoutMs: 50 });
    expect(guarded(once)).to.equal(once);
  });
});
