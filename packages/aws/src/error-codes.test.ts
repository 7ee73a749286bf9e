import { expect } from 'chai';
import { factsOf } from './aws-failure.js';
import { meaningOf } from './error-codes.js';
import { MEANINGS as SECRETS_MANAGER } from './secrets-manager/error-codes.js';
import { awsError } from './test-kit/fake-client.js';

describe('The error table of AWS', () => {
  const code = (error: unknown) => meaningOf(factsOf(error), SECRETS_MANAGER).code;

  it('goes by the name, whatever the status', () => {
    expect(code(awsError('ThrottlingException'))).to.equal('THROTTLED');
    expect(code(awsError('AccessDeniedException'))).to.equal('ACCESS_DENIED');
    expect(code(awsError('AccessDeniedException', { status: 403 }))).to.equal('ACCESS_DENIED');
    expect(code(awsError('InternalServiceError'))).to.equal('UNAVAILABLE');
    expect(code(awsError('ExpiredTokenException', { status: 500 }))).to.equal('UNAUTHENTICATED');
    expect(code(awsError('DecryptionFailure'))).to.equal('ACCESS_DENIED');
  });

  it('judges an answer without a name by its status', () => {
    expect(code(awsError('Unknown', { status: 429 }))).to.equal('THROTTLED');
    expect(code(awsError('Unknown', { status: 503 }))).to.equal('UNAVAILABLE');
    expect(code(awsError('Unknown', { status: 404 }))).to.equal('UNAVAILABLE');
    expect(code(awsError('SyntaxError', { status: 200 }))).to.equal('UNAVAILABLE');
    expect(code(awsError('BrandNewException'))).to.equal('INTERNAL');
  });

  it('tells a network that is not there', () => {
    const lost = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    expect(meaningOf(factsOf(lost), {})).to.deep.include({
      code: 'UNAVAILABLE',
      problem: 'did not reach AWS (ECONNREFUSED)',
    });
    expect(meaningOf(factsOf(lost), {}).hint).to.include('"endpoint"');
    const plain = Object.assign(new Error('x'), { code: 'EPROTO' });
    expect(meaningOf(factsOf(plain), {}).hint).to.include('http://');
    expect(code(new Error('who knows'))).to.equal('INTERNAL');
    expect(code('a text')).to.equal('INTERNAL');
  });

  it('does not mistake the names of an object for names of errors', () => {
    expect(code(awsError('constructor'))).to.equal('INTERNAL');
  });

  it('reads how long to wait, and nothing else, from the header', () => {
    const wait = (value: string) =>
      factsOf(awsError('x', { headers: { 'retry-after': value } })).retryAfterMs;
    expect(wait('7')).to.equal(7_000);
    expect(wait('soon')).to.equal(undefined);
  });
});
