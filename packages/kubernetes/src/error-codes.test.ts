import { inspect } from 'node:util';
import { AnswerTooLong } from '@chatelaine/core/provider';
import { expect } from 'chai';
import { failedAnswer, failedRequest } from './api/api-failure.js';
import { apiError, isMissing } from './error-codes.js';

const status = (code: number, reason: string, more: object = {}) =>
  failedAnswer(code, {}, { kind: 'Status', code, reason, message: 'hunter2', ...more });
const codeOf = (failure: Parameters<typeof apiError>[0]) => apiError(failure, 'the read of "x"', 'k').code;

describe('The meaning of an answer of the API server', () => {
  it('is missing only when the API server itself says so of a Secret', () => {
    expect(isMissing(status(404, 'NotFound', { details: { kind: 'secrets' } }))).to.equal(true);
    expect(isMissing(status(404, 'NotFound', { details: { kind: 'namespaces' } }))).to.equal(false);
    expect(isMissing(failedAnswer(404, {}, undefined))).to.equal(false);
    expect(isMissing(failedAnswer(404, {}, { message: 'hunter2' }))).to.equal(false);
  });

  it('is by its status', () => {
    for (const [code, expected] of [
      [307, 'UNAVAILABLE'],
      [400, 'INTERNAL'],
      [401, 'UNAUTHENTICATED'],
      [403, 'ACCESS_DENIED'],
      [404, 'UNAVAILABLE'],
      [408, 'UNAVAILABLE'],
      [409, 'UNAVAILABLE'],
      [410, 'UNAVAILABLE'],
      [413, 'INVALID_VALUE'],
      [418, 'INTERNAL'],
      [422, 'UNSUPPORTED'],
      [429, 'THROTTLED'],
      [500, 'UNAVAILABLE'],
      [504, 'UNAVAILABLE'],
    ] as const) {
      expect(codeOf({ status: code }), String(code)).to.equal(expected);
    }
  });

  it('tells nobody from somebody without rights', () => {
    const message = 'secrets is forbidden: User "system:anonymous" cannot list resource "secrets"';
    expect(codeOf(status(403, 'Forbidden', { message }))).to.equal('UNAUTHENTICATED');
    expect(codeOf(status(403, 'Forbidden'))).to.equal('ACCESS_DENIED');
  });

  it('tells a value that is too large from a Secret that does not take it', () => {
    const causes = (reason: string) => status(422, 'Invalid', { details: { causes: [{ reason }] } });
    expect(codeOf(causes('FieldValueTooLong'))).to.equal('INVALID_VALUE');
    expect(codeOf(causes('FieldValueForbidden'))).to.equal('UNSUPPORTED');
  });

  it('says when to come back, when the API server did in seconds', () => {
    const after = (value: string) =>
      apiError(failedAnswer(429, { 'retry-after': value }, undefined), 's', 'k').retryAfterMs;
    expect(after('3')).to.equal(3_000);
    expect(after('hunter2')).to.equal(undefined);
  });

  it('is of the network, of TLS, of a certificate or of somebody else where there is no answer', () => {
    const thrown = (code: string) => codeOf(failedRequest(Object.assign(new Error('hunter2'), { code })));
    expect(thrown('ECONNREFUSED')).to.equal('UNAVAILABLE');
    expect(thrown('DEPTH_ZERO_SELF_SIGNED_CERT')).to.equal('UNAVAILABLE');
    expect(thrown('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED')).to.equal('UNAVAILABLE');
    expect(thrown('ERR_OSSL_PEM_NO_START_LINE')).to.equal('INVALID_CONFIG');
    expect(thrown('HPE_INVALID_CONSTANT')).to.equal('UNAVAILABLE');
    expect(thrown('EWHATEVER')).to.equal('INTERNAL');
    expect(codeOf(failedRequest(new AnswerTooLong()))).to.equal('UNAVAILABLE');
  });

  it('holds nothing that the other side wrote', () => {
    const details = { kind: 'hunter2', causes: [{ reason: 'hunter2', message: 'hunter2' }] };
    for (const failure of [
      status(403, 'hunter2', { details }),
      status(422, 'hunter2', { details }),
      failedRequest(Object.assign(new Error('hunter2'), { code: 'hunter2' })),
    ]) {
      const error = apiError(failure, 'the read of "x"', 'k');
      expect(inspect(error, { depth: 9, showHidden: true })).not.to.include('hunter2');
    }
  });
});
