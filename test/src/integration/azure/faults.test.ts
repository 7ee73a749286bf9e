import { inspect } from 'node:util';
import { azureKeyVault } from '@chatelaine/azure-key-vault';
import type { Secrets, SecretsErrorCode } from '@chatelaine/core';
import { createSecrets, guarded } from '@chatelaine/core';
import type { DenialReason, KeyVaultServer, VaultFault } from '@chatelaine/testing';
import { expect } from 'chai';
import { caught } from '../../support/caught.js';
import { servicePrincipalOptions, startTrustedServer } from '../../support/trusted-server.js';

const CANARY = 'kX7-canary-zQ9';

describe('Azure Key Vault, when something goes wrong', () => {
  let vault: KeyVaultServer;
  let secrets: Secrets;
  /** Reads are tried once, so that each test meets the failure that it makes. */
  const open = (options: Record<string, unknown> = {}, timeoutMs = 5_000): Secrets =>
    createSecrets({
      backends: [
        guarded(azureKeyVault({ ...servicePrincipalOptions(vault), ...options }), {
          timeoutMs,
          retry: false,
        }),
      ],
    });

  before(async () => {
    vault = await startTrustedServer({ secrets: { 'airflow-variables-hello': CANARY } });
  });

  after(() => vault.close());

  beforeEach(() => {
    vault.clearFaults();
    vault.clearLog();
    secrets = open();
  });

  afterEach(async () => {
    await secrets.close();
    vault.grant(vault.clientId);
  });

  const faults: readonly [string, VaultFault, SecretsErrorCode][] = [
    ['429 with Retry-After', { answer: 429, retryAfter: 0 }, 'THROTTLED'],
    ['429 without Retry-After', { answer: 429 }, 'THROTTLED'],
    ['500', { answer: 500 }, 'UNAVAILABLE'],
    ['503', { answer: 503 }, 'UNAVAILABLE'],
    ['a connection that is reset', { answer: 'reset' }, 'UNAVAILABLE'],
    ['an unknown status', { answer: 418 }, 'INTERNAL'],
  ];
  for (const [what, fault, code] of faults) {
    it(`${what} is ${code}, by one request`, async () => {
      vault.fault(fault);
      const error = await caught(secrets.getVariable('hello'));
      expect(error).to.include({ code, backend: 'azure-key-vault' });
      expect(vault.reads()).to.have.length(1);
      expect((await secrets.getVariable('hello')).reveal()).to.equal(CANARY);
    });
  }

  it('keeps how long the store asks to wait', async () => {
    vault.fault({ answer: 429, retryAfter: 7 });
    expect(await caught(secrets.getVariable('hello'))).to.include({ code: 'THROTTLED', retryAfterMs: 7_000 });
  });

  it('ends at the deadline when the server never answers', async () => {
    const impatient = open({}, 300);
    await impatient.findVariable('warm-up');
    vault.fault({ answer: 'hang' });
    expect((await caught(impatient.getVariable('hello'))).code).to.equal('TIMEOUT');
    await impatient.close();
  });

  it('ends when the caller says so, while the server never answers', async () => {
    vault.fault({ answer: 'hang' });
    const controller = new AbortController();
    const waiting = caught(secrets.getVariable('hello', { signal: controller.signal }));
    while (vault.reads().length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    expect((await waiting).code).to.equal('ABORTED');
  });

  it('shows nothing of an answer that is cut off', async () => {
    vault.fault({ answer: 'malformed-body' });
    const error = await caught(secrets.getVariable('hello'));
    expect(error.code).to.be.oneOf(['UNAVAILABLE', 'INTERNAL']);
    for (let start = 0; start + 6 <= CANARY.length; start += 1) {
      expect(inspect(error, { depth: 9, showHidden: true })).not.to.include(CANARY.slice(start, start + 6));
    }
  });

  const denials: readonly [DenialReason, string][] = [
    ['ForbiddenByRbac', 'Key Vault Secrets User'],
    ['ForbiddenByPolicy', 'access policy'],
    ['ForbiddenByFirewall', 'networking rules'],
    ['ForbiddenByConnection', 'private endpoint'],
  ];
  for (const [reason, hint] of denials) {
    it(`${reason} is ACCESS_DENIED, with what to do about it`, async () => {
      vault.deny(vault.clientId, { reason });
      const error = await caught(secrets.getVariable('hello'));
      expect(error.code).to.equal('ACCESS_DENIED');
      expect(error.hint).to.include(hint);
    });
  }

  it('renews the log-in once when the vault refuses an expired token, and reads again', async () => {
    vault.issueExpiredTokens(1);
    expect((await secrets.getVariable('hello')).reveal()).to.equal(CANARY);
    expect(vault.tokenRequests).to.have.length(2);
  });

  it('says UNAUTHENTICATED when a renewed token is refused too', async () => {
    vault.issueExpiredTokens(10);
    expect((await caught(secrets.getVariable('hello'))).code).to.equal('UNAUTHENTICATED');
    expect(vault.tokenRequests.length).to.equal(2);
    vault.issueExpiredTokens(0);
  });

  it('says UNAUTHENTICATED for a wrong secret, without it', async () => {
    const wrong = open({ clientSecret: CANARY });
    const error = await caught(wrong.getVariable('hello'));
    expect(error.code).to.equal('UNAUTHENTICATED');
    expect(inspect(error, { depth: 9, showHidden: true })).not.to.include(CANARY);
    await wrong.close();
  });

  it('asks a failed log-in again only when it is due, and fails at once until then', async () => {
    const wrong = open({ clientSecret: 'wrong' });
    await caught(wrong.getVariable('hello'));
    const asked = vault.tokenRequests.length;
    expect((await caught(wrong.getVariable('hello'))).code).to.equal('UNAUTHENTICATED');
    expect(vault.tokenRequests.length).to.equal(asked);
    await wrong.close();
  });

  it('says UNAVAILABLE when the authority fails, and TIMEOUT when it does not answer', async () => {
    vault.faultTokens({ answer: 503, times: 10 });
    expect((await caught(secrets.getVariable('hello'))).code).to.equal('UNAVAILABLE');
    vault.clearFaults();
    const impatient = open({}, 300);
    vault.faultTokens({ answer: 'hang' });
    expect((await caught(impatient.getVariable('hello'))).code).to.equal('TIMEOUT');
    await impatient.close();
  });

  it('says UNAVAILABLE when nobody listens', async () => {
    const nobody = open({ vaultUrl: 'https://127.0.0.1:9', trustedVaultHosts: ['127.0.0.1'] });
    expect((await caught(nobody.getVariable('hello'))).code).to.equal('UNAVAILABLE');
    await nobody.close();
  });

  it('never follows a redirect with a token', async () => {
    const other = await startTrustedServer();
    vault.fault({
      answer: 307,
      headers: { location: `${other.url}/secrets/airflow-variables-hello?api-version=7.4` },
    });
    await caught(secrets.getVariable('hello'));
    expect(other.requests).to.have.length(0);
    await other.close();
  });

  it('asks for one token for 16 cold reads at once', async () => {
    await Promise.all(Array.from({ length: 16 }, (_none, index) => secrets.findVariable(`hello-${index}`)));
    expect(vault.tokenRequests).to.have.length(1);
    expect(vault.reads()).to.have.length(16);
  });

  it('answers every waiter when it is closed', async () => {
    vault.fault({ answer: 'hang' });
    const waiting = caught(secrets.getVariable('hello'));
    while (vault.reads().length === 0) await new Promise((resolve) => setImmediate(resolve));
    await secrets.close();
    expect((await waiting).code).to.equal('CLOSED');
  });
});
