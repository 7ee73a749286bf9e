// mocha in-memory.test.js: an application is tested with secrets in memory, and with a backend that fails on purpose.
import assert from 'node:assert/strict';
import { ManualClock, memory, unreliable } from '@chatelaine/testing';
import { createSecrets, SecretsError } from 'chatelaine';

/** The application: it is given its secrets, and does not know where they come from. */
const greeting = async (secrets) => `Hello, ${(await secrets.getVariable('hello')).reveal()}!`;

describe('greeting', () => {
  it('follows what is stored', async () => {
    const backend = memory({ secrets: { 'variable/hello': 'world' } });
    const secrets = createSecrets({ backends: [backend] });
    assert.equal(await greeting(secrets), 'Hello, world!');
    backend.contents.set('variable/hello', 'moon');
    assert.equal(await greeting(secrets), 'Hello, moon!');
    backend.contents.delete('variable/hello');
    await assert.rejects(greeting(secrets), (error) => SecretsError.is(error, 'SECRET_NOT_FOUND'));
    await secrets.close();
  });

  it('is tried again when the backend cannot be reached', async () => {
    const backend = unreliable(memory({ secrets: { 'variable/hello': 'world' } }));
    const clock = new ManualClock();
    const secrets = createSecrets({ backends: [backend], clock });
    backend.fail('unavailable', { retryAfterMs: 500 });
    const answer = greeting(secrets);
    await clock.advance(5_000); // no test waits for the pauses between attempts
    assert.equal(await answer, 'Hello, world!');
    assert.deepEqual(
      backend.calls.map(({ fault }) => fault),
      ['unavailable', { retryAfterMs: 500 }, 'none'],
    );
    await secrets.close();
  });

  it('gives up at the deadline when the backend never answers', async () => {
    const backend = unreliable(memory(), { chance: 1, faults: ['hang'] });
    const clock = new ManualClock();
    const secrets = createSecrets({ backends: [backend], clock });
    const failure = assert.rejects(greeting(secrets), (error) => SecretsError.is(error, 'TIMEOUT'));
    await clock.advance(10_000);
    await failure;
    await secrets.close();
  });
});
