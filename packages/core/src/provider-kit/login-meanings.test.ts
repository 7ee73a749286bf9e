import { expect } from 'chai';
import { callError } from './call-error.js';
import {
  LOGIN_THROTTLED,
  loginRefused,
  loginUnanswered,
  loginUnreached,
  loginUnreadable,
  loginWithoutCredential,
  THE_LOGIN,
} from './login-meanings.js';
import type { Meaning } from './meaning.js';

describe('What came of a log-in', () => {
  const told = (meant: Meaning) => callError({ backend: 'prod', subject: THE_LOGIN }, meant);

  it('is a refusal only where an authority said no, or nothing could be asked', () => {
    expect(told(loginRefused('Check it.')).code).to.equal('UNAUTHENTICATED');
    expect(told(loginWithoutCredential('Set one up.')).code).to.equal('UNAUTHENTICATED');
    const others = [loginUnreached(''), loginUnanswered(503), loginUnreadable(''), LOGIN_THROTTLED];
    expect(others.map(({ code }) => code)).to.deep.equal([
      'UNAVAILABLE',
      'UNAVAILABLE',
      'UNAVAILABLE',
      'THROTTLED',
    ]);
  });

  it('reads as a sentence', () => {
    expect(told(loginUnreached('Check it.', 'ECONNREFUSED')).message).to.equal(
      'prod: the log-in did not reach its authority (ECONNREFUSED). Check it.',
    );
    expect(told(loginUnreached('Check it.')).problem).to.equal(
      'prod: the log-in did not reach its authority.',
    );
    expect(told(loginUnanswered(503)).message).to.equal(
      'prod: the log-in could not be answered by its authority (503). Try again later.',
    );
  });
});
