import { expect } from 'chai';
import { KNOWN_CODES, meaningOf } from './error-codes.js';
import type { ApiFailure } from './secret-manager-call.js';

const codeOf = (failure: Partial<ApiFailure>) => meaningOf({ unreadable: false, ...failure }, 'read')?.code;

describe('What Secret Manager answers', () => {
  const known: readonly [number, string, string | undefined][] = [
    [404, 'NOT_FOUND', undefined],
    [400, 'FAILED_PRECONDITION', 'ACCESS_DENIED'],
    [403, 'PERMISSION_DENIED', 'ACCESS_DENIED'],
    [401, 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
    [429, 'RESOURCE_EXHAUSTED', 'THROTTLED'],
    [400, 'RESOURCE_EXHAUSTED', 'THROTTLED'],
    [400, 'INVALID_ARGUMENT', 'INVALID_CONFIG'],
    [409, 'ABORTED', 'UNAVAILABLE'],
    [500, 'INTERNAL', 'UNAVAILABLE'],
    [503, 'UNAVAILABLE', 'UNAVAILABLE'],
    [504, 'DEADLINE_EXCEEDED', 'UNAVAILABLE'],
    [418, 'UNKNOWN', 'INTERNAL'],
  ];
  for (const [status, word, code] of known) {
    it(`${status} ${word} is ${code ?? 'missing'}`, () => expect(codeOf({ status, word })).to.equal(code));
  }

  it('is judged by its status when its word is not known', () => {
    const statuses = [401, 403, 408, 429, 500, 502, 418];
    expect(
      statuses.map((status) => codeOf({ status, word: 'constructor', reason: 'toString' })),
    ).to.deep.equal([
      'UNAUTHENTICATED',
      'ACCESS_DENIED',
      'UNAVAILABLE',
      'THROTTLED',
      'UNAVAILABLE',
      'UNAVAILABLE',
      'INTERNAL',
    ]);
  });

  it('is never missing when it is not JSON, or a redirect, or a 404 of somebody else', () => {
    for (const status of [200, 302, 404]) {
      expect(codeOf({ status, unreadable: true }), String(status)).to.equal('UNAVAILABLE');
    }
  });

  it('is nothing when it was not reached', () => {
    expect(meaningOf({ unreadable: false, networkCode: 'ENOTFOUND' }, 'read')).to.include({
      code: 'UNAVAILABLE',
    });
    expect(meaningOf({ unreadable: false, networkCode: 'CERT_HAS_EXPIRED' }, 'read')?.hint).to.include(
      'NODE_EXTRA_CA_CERTS',
    );
    expect(codeOf({})).to.equal('UNAVAILABLE');
  });

  it('names the role that the action needs', () => {
    const denied = { status: 403, word: 'PERMISSION_DENIED', unreadable: false };
    expect(meaningOf(denied, 'read')?.hint).to.include('"roles/secretmanager.secretAccessor"');
    expect(meaningOf(denied, 'remove')?.hint).to.include('"roles/secretmanager.admin"');
  });

  it('has words that may be shown, and they are words of Google', () => {
    for (const word of KNOWN_CODES) expect(word).to.match(/^[A-Z_]+$/);
  });
});
