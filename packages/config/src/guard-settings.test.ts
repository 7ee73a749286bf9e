import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import { folderWith } from './folder-with.test.fixture.js';
import { loadConfig } from './load-config.js';

const load = async (yaml: string) =>
  loadConfig({ cwd: await folderWith({ 'chatelaine.yaml': yaml }), env: {} });

describe('How a backend is asked, by its config', () => {
  it('takes numbers, spans of time, and false', async () => {
    const { backends } = await load(`backends:
  - provider: env
    concurrency: 4
    retry: { attempts: 2 }
    pace: { requests: 100, per: 10s }
    breaker: { failures: 3 }
  - { name: plain, provider: env, retry: false, pace: false, breaker: false }
`);
    for (const backend of backends) expect(await backend.load()).to.include({ guarded: true });
  });

  const mistakes: readonly [string, string][] = [
    [
      'concurrency: 0',
      'chatelaine.yaml:3:5: backends[0].concurrency is not a number. Write a whole number of at least 1.',
    ],
    [
      'retry: true',
      'chatelaine.yaml:3:5: backends[0].retry is neither false nor a mapping. Write false, or attempts below it.',
    ],
    [
      'retry: {}',
      'chatelaine.yaml:3:5: backends[0].retry.attempts is missing. Write a whole number of at least 1.',
    ],
    [
      'retry: { attemps: 2 }',
      'chatelaine.yaml:3:14: backends[0].retry.attemps is not a key of "retry". Did you mean "attempts"?',
    ],
    [
      'pace: { requests: 1, per: 10 }',
      'chatelaine.yaml:3:26: backends[0].pace.per has no unit. Add one: ms, s, m, h or d, as in 5s.',
    ],
    [
      'pace: { requests: 1 }',
      'chatelaine.yaml:3:5: backends[0].pace.per is missing. Write a span of time with its unit, as in 10s.',
    ],
    [
      'breaker: 5',
      'chatelaine.yaml:3:5: backends[0].breaker is neither false nor a mapping. Write false, or failures below it.',
    ],
  ];
  for (const [line, message] of mistakes) {
    it(`refuses ${line}`, async () => {
      const error = await load(`backends:\n  - provider: env\n    ${line}\n`).catch(
        (caught: unknown) => caught,
      );
      expect(SecretsError.is(error, 'INVALID_CONFIG')).to.equal(true);
      expect((error as SecretsError).message).to.equal(message);
    });
  }
});
