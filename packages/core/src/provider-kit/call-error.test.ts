import { expect } from 'chai';
import { SecretsError } from '../errors.js';
import { callError } from './call-error.js';
import { meaning, UNKNOWN_FAILURE } from './meaning.js';

const SUBJECT = { backend: 'prod', subject: 'the read of "hello"' };

describe('The error of a failed call', () => {
  it('names the subject, what happened to it and the next step', () => {
    const error = callError(SUBJECT, meaning('THROTTLED', 'was throttled', 'Ask less often.'), {
      status: 429,
      retryAfterMs: 2_000,
    });
    expect(error.message).to.equal('prod: the read of "hello" was throttled. Ask less often.');
    expect(error).to.deep.include({ code: 'THROTTLED', backend: 'prod', retryAfterMs: 2_000 });
    expect(error.cause).to.include({ status: 429 });
  });

  it('names the option that is at fault', () => {
    const error = callError(SUBJECT, meaning('INVALID_CONFIG', 'failed', 'Check it.', 'namespace'));
    expect(error).to.have.property('field').deep.equal(['namespace']);
    expect(error).to.not.have.property('cause');
  });

  it('keeps of a foreign error its known words alone', () => {
    const foreign = Object.assign(new Error('hunter2'), { name: 'RestError' });
    const error = callError(
      SUBJECT,
      UNKNOWN_FAILURE,
      { error: foreign, code: 'Odd' },
      { names: ['RestError'] },
    );
    expect(error.cause).to.have.property('name', 'RestError');
    expect(error.cause).to.not.have.property('code');
    expect(JSON.stringify(error.cause)).to.not.include('hunter2');
  });

  it('is an error of ours as it is', () => {
    const ours = new SecretsError('UNAUTHENTICATED', 'the log-in was refused');
    expect(callError(SUBJECT, UNKNOWN_FAILURE, { error: ours })).to.equal(ours);
  });
});
