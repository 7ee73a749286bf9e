import { inspect } from 'node:util';
import { expect } from 'chai';
import { SecretsError } from './errors.js';
import { safeCause } from './safe-cause.js';

describe('SecretsError', () => {
  it('ends its message with the next step', () => {
    const error = new SecretsError('ACCESS_DENIED', 'prod: access was denied.', { hint: 'Grant the role.' });
    expect(error.message).to.equal('prod: access was denied. Grant the role.');
  });

  it('is told by its brand, so that two copies of core agree', () => {
    const foreignCopy = Object.assign(new Error('x'), {
      [Symbol.for('chatelaine.SecretsError')]: true,
      code: 'TIMEOUT',
    });
    expect(SecretsError.is(foreignCopy)).to.equal(true);
    expect(SecretsError.is(foreignCopy, 'TIMEOUT')).to.equal(true);
    expect(SecretsError.is(foreignCopy, 'CLOSED')).to.equal(false);
    expect(SecretsError.is(new Error('x'))).to.equal(false);
    expect(SecretsError.is(undefined)).to.equal(false);
  });

  for (const code of ['THROTTLED', 'UNAVAILABLE', 'TIMEOUT'] as const) {
    it(`says that ${code} may heal by itself`, () => {
      expect(new SecretsError(code, 'x').retryable).to.equal(true);
    });
  }

  for (const code of [
    'ACCESS_DENIED',
    'UNAUTHENTICATED',
    'INVALID_VALUE',
    'SECRET_NOT_FOUND',
    'INTERNAL',
  ] as const) {
    it(`says that ${code} stays until somebody acts`, () => {
      expect(new SecretsError(code, 'x').retryable).to.equal(false);
    });
  }

  it('learns further out which reference and backend it is about, and keeps the rest', () => {
    const inner = new SecretsError('THROTTLED', 'busy.', {
      hint: 'Wait.',
      retryAfterMs: 1000,
      cause: safeCause(new Error('x')),
    });
    const outer = inner.with({ backend: 'prod', ref: { kind: 'secret', id: 'x' } });
    expect(outer).to.include({
      code: 'THROTTLED',
      backend: 'prod',
      retryAfterMs: 1000,
      message: 'busy. Wait.',
    });
    expect(outer.ref).to.deep.equal({ kind: 'secret', id: 'x' });
    expect(outer.cause).to.equal(inner.cause);
    expect(outer.with({ problem: 'very busy.' }).message).to.equal('very busy. Wait.');
  });

  it('leaves out a foreign error that was attached as its cause', () => {
    const foreign = new Error('hunter2');
    const error = new SecretsError('INTERNAL', 'x.', { cause: foreign as never });
    expect(inspect(error, { depth: 9, showHidden: true })).not.to.include('hunter2');
    expect(error.cause).to.deep.equal({ name: 'an error that is not shown' });
  });

  it('is not taken from something that bears the brand and no code of ours', () => {
    const fake = Object.assign(new Error('hunter2'), {
      [Symbol.for('chatelaine.SecretsError')]: true,
      code: 'WEIRD',
    });
    expect(SecretsError.is(fake)).to.equal(false);
  });

  it('shows no part that it has not', () => {
    expect(Object.keys(new SecretsError('CLOSED', 'x.'))).to.deep.equal(['name', 'code', 'retryable']);
  });
});
