import { expect } from 'chai';
import type { SecretsErrorCode } from './errors.js';
import { actionAfter, FALL_THROUGH } from './on-error.js';

const HEALING: readonly SecretsErrorCode[] = ['THROTTLED', 'UNAVAILABLE', 'TIMEOUT'];
const LASTING: readonly SecretsErrorCode[] = ['ACCESS_DENIED', 'UNAUTHENTICATED', 'INVALID_VALUE'];
const ALWAYS: readonly SecretsErrorCode[] = [
  'ABORTED',
  'INVALID_REFERENCE',
  'INVALID_CONFIG',
  'CLOSED',
  'INTERNAL',
];

describe('The policy after a failure', () => {
  it('stops at everything by default', () => {
    for (const code of [...HEALING, ...LASTING, ...ALWAYS])
      expect(actionAfter(code, 'stop')).to.equal('stop');
  });

  it('"next" goes on after what may heal, and after nothing else', () => {
    for (const code of HEALING) expect(actionAfter(code, 'next')).to.equal('next');
    for (const code of [...LASTING, ...ALWAYS]) expect(actionAfter(code, 'next')).to.equal('stop');
  });

  it('can be told for each failure, and stops at what it does not name', () => {
    expect(actionAfter('ACCESS_DENIED', { denied: 'next' })).to.equal('next');
    expect(actionAfter('TIMEOUT', { denied: 'next' })).to.equal('stop');
  });

  it('falls through at every failure of a store as Airflow does, and at nothing else', () => {
    for (const code of [...HEALING, ...LASTING]) expect(actionAfter(code, FALL_THROUGH)).to.equal('next');
    for (const code of ALWAYS) expect(actionAfter(code, FALL_THROUGH)).to.equal('stop');
  });
});
