import type { AccessToken } from '@azure/identity';
import { SecretsError } from '@chatelaine/core';
import { ManualClock } from '@chatelaine/testing';
import { expect } from 'chai';
import { caught } from './test-kit/caught.js';
import { TokenLogin, type TokenQuestion } from './token-login.js';

const SCOPE = 'https://vault.azure.net/.default';
const HOUR = 3_600_000;

describe('TokenLogin', () => {
  let clock: ManualClock;
  let questions: TokenQuestion[];
  let answer: (count: number) => Promise<AccessToken>;
  let login: TokenLogin;

  const issue = async (count: number) => ({
    token: `token-${count}`,
    expiresOnTimestamp: clock.now() + HOUR,
  });
  const token = async (options = {}) => (await login.getToken(SCOPE, options)).token;

  beforeEach(() => {
    clock = new ManualClock();
    questions = [];
    answer = issue;
    login = new TokenLogin({
      backend: 'prod',
      timeoutMs: 30_000,
      clock,
      requestToken: async (question) => {
        questions.push(question);
        return answer(questions.length);
      },
    });
  });

  it('logs in once for all reads, with what the challenge asks for', async () => {
    expect(await Promise.all([token({ tenantId: 't' }), token({ tenantId: 't' })])).to.deep.equal([
      'token-1',
      'token-1',
    ]);
    expect(questions).to.deep.equal([{ scopes: SCOPE, tenantId: 't', claims: undefined }]);
    expect(clock.pending).to.equal(0);
  });

  it('tells the SDK that the token has expired, so that it never renews by itself', async () => {
    expect(await login.getToken(SCOPE)).to.deep.equal({ token: 'token-1', expiresOnTimestamp: 0 });
  });

  it('does not end with the deadline of the read that began it', async () => {
    let finish: (value: AccessToken) => void = () => undefined;
    answer = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    const first = token({ abortSignal: AbortSignal.abort() });
    const second = token();
    finish({ token: 'late', expiresOnTimestamp: clock.now() + HOUR });
    expect(await Promise.all([first, second])).to.deep.equal(['late', 'late']);
  });

  it('gives each read the same failure until the next attempt is due', async () => {
    answer = async () => Promise.reject(new SecretsError('UNAUTHENTICATED', 'no'));
    const first = await caught(login.getToken(SCOPE));
    expect(await caught(login.getToken(SCOPE))).to.equal(first);
    expect(questions).to.have.length(1);
    answer = issue;
    await clock.advance(1_200);
    expect(await token()).to.equal('token-2');
  });

  it('ends at its own deadline', async () => {
    answer = () => new Promise(() => undefined);
    const ended = caught(login.getToken(SCOPE));
    await clock.advance(30_000);
    expect(await ended).to.have.property('code', 'TIMEOUT');
  });

  it('renews the token two minutes before it expires, while reads go on with the old one', async () => {
    await token();
    await clock.advance(HOUR - 120_001);
    expect(await token()).to.equal('token-1');
    expect(questions).to.have.length(1);
    await clock.advance(1);
    expect(await token()).to.equal('token-1');
    await clock.advance(0);
    expect(questions).to.have.length(2);
    expect(await token()).to.equal('token-2');
  });

  it('waits for a new token once the old one has expired', async () => {
    await token();
    await clock.advance(HOUR);
    expect(await token()).to.equal('token-2');
  });

  it('renews a token that the vault refused, once for all who showed it', async () => {
    await token();
    expect(await Promise.all([login.renew('token-1'), login.renew('token-1')])).to.deep.equal([true, true]);
    expect(await token()).to.equal('token-2');
    expect(await login.renew('token-1')).to.equal(true);
    expect(questions).to.have.length(2);
  });

  it('says that a read is not worth repeating when the token is less than 10 s old by renewal', async () => {
    await token();
    await login.renew('token-1');
    expect(await login.renew('token-2')).to.equal(false);
    await clock.advance(10_000);
    expect(await login.renew('token-2')).to.equal(true);
  });

  it('asks with the claims of a challenge, until they are met', async () => {
    await token();
    await token({ claims: 'more' });
    await login.renew('token-1');
    expect(questions.at(-1)).to.include({ claims: 'more' });
    await clock.advance(10_000);
    await login.renew('token-2');
    expect(questions.at(-1)).to.include({ claims: undefined });
  });

  it('fails with CLOSED once it is closed', async () => {
    login.close();
    expect(await caught(login.getToken(SCOPE))).to.have.property('code', 'CLOSED');
  });
});
