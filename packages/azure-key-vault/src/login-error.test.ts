import { inspect } from 'node:util';
import {
  AggregateAuthenticationError,
  AuthenticationError,
  AuthenticationRequiredError,
  CredentialUnavailableError,
} from '@azure/identity';
import { SecretsError, type SecretsErrorCode } from '@chatelaine/core';
import { expect } from 'chai';
import { AuthorityWatch } from './authority-watch.js';
import type { LoginKind } from './credential-kind.js';
import { BackendHttp } from './http-client.js';
import { loginError, noToken } from './login-error.js';

const http = new BackendHttp();

type Saw = Partial<Pick<AuthorityWatch, 'networkCode' | 'unreadable' | 'status' | 'entraCode'>>;

describe('What a failed log-in means', () => {
  const told = (error: unknown, kind: LoginKind = 'client-secret', saw: Saw = {}) =>
    loginError(error, Object.assign(new AuthorityWatch(), saw), {
      kind,
      options: { vaultUrl: 'https://x.vault.azure.net' },
      authority: undefined,
      directory: '/',
      backend: 'prod',
      http,
    });
  const unavailable = (cause?: object) => new CredentialUnavailableError('hunter2', { cause });
  const required = (cause: object) =>
    new AuthenticationRequiredError({ scopes: [], message: 'hunter2', cause: cause as Error });
  const wrapped = () => new AuthenticationError(400, { error: 'hunter2', error_description: 'hunter2' });
  const aggregate = (...errors: Error[]) => new AggregateAuthenticationError(errors, 'hunter2');

  const table: readonly (readonly [string, SecretsError, SecretsErrorCode, string])[] = [
    [
      'an authority that was not found',
      told(unavailable(), 'client-secret', { networkCode: 'ENOTFOUND' }),
      'UNAVAILABLE',
      '(ENOTFOUND). Check authorityHost',
    ],
    [
      'an authority that is not trusted',
      told(unavailable(), 'client-secret', { networkCode: 'SELF_SIGNED_CERT_IN_CHAIN' }),
      'UNAVAILABLE',
      'NODE_EXTRA_CA_CERTS',
    ],
    [
      'an outage that EnvironmentCredential makes look like a refusal',
      told(wrapped(), 'environment', { networkCode: 'ECONNREFUSED' }),
      'UNAVAILABLE',
      '(ECONNREFUSED)',
    ],
    ['an authority that is down', told(wrapped(), 'default', { status: 503 }), 'UNAVAILABLE', '(503)'],
    [
      'an authority that has too much to do',
      told(required({}), 'client-secret', { status: 429 }),
      'THROTTLED',
      'throttled by its authority',
    ],
    [
      'a wrong secret',
      told(required({}), 'client-secret', { status: 401, entraCode: '7000215' }),
      'UNAUTHENTICATED',
      "the secret's value, not its id. (AADSTS7000215)",
    ],
    [
      'a refusal whose reason is not in the table',
      told(required({}), 'client-secret', { status: 401, entraCode: '1' }),
      'UNAUTHENTICATED',
      'Check tenantId, clientId and the client secret',
    ],
    [
      'MSAL that resolved no endpoint',
      told(required({ errorCode: 'endpoints_resolution_error' })),
      'UNAVAILABLE',
      'did not reach its authority',
    ],
    [
      'MSAL that lost the network',
      told(unavailable({ errorCode: 'network_error' }), 'managed-identity'),
      'UNAVAILABLE',
      'did not reach its authority',
    ],
    [
      'a metadata endpoint that is failing',
      told(unavailable({ name: 'ServerError', status: 500 }), 'managed-identity'),
      'UNAVAILABLE',
      '(500)',
    ],
    [
      'a managed identity that is being set up',
      told(unavailable({ name: 'ServerError', status: 404 }), 'managed-identity'),
      'UNAVAILABLE',
      '(404)',
    ],
    [
      'a metadata endpoint without an identity',
      told(unavailable({ name: 'ServerError', status: 400 }), 'managed-identity'),
      'UNAUTHENTICATED',
      'Tried: managed identity',
    ],
    [
      'an outage inside a chain of credentials',
      told(aggregate(unavailable(), unavailable({ errorCode: 'network_error' })), 'default'),
      'UNAVAILABLE',
      'did not reach its authority',
    ],
    [
      'a chain in which nothing is set up',
      told(aggregate(unavailable(), unavailable()), 'default'),
      'UNAUTHENTICATED',
      'Tried: environment, workload identity, managed identity',
    ],
    [
      'an answer that cannot be read, which EnvironmentCredential makes look like a refusal',
      told(wrapped(), 'environment', { unreadable: true }),
      'UNAVAILABLE',
      'not answered as an authority does',
    ],
    ['no Azure CLI', told(unavailable(), 'azure-cli'), 'UNAUTHENTICATED', 'az login'],
    [
      'no workload identity',
      told(unavailable(), 'workload-identity'),
      'UNAUTHENTICATED',
      'AZURE_FEDERATED_TOKEN_FILE',
    ],
    [
      'an environment that is not set',
      told(unavailable(), 'environment'),
      'UNAUTHENTICATED',
      'AZURE_CLIENT_CERTIFICATE_PATH',
    ],
    [
      'a credential of the code that has no network',
      told(Object.assign(new Error('hunter2'), { code: 'ECONNRESET' }), 'given'),
      'UNAVAILABLE',
      '(ECONNRESET)',
    ],
    ['an error of nobody known', told(new Error('hunter2'), 'given'), 'INTERNAL', 'not known'],
    ['a thrown string', told('hunter2', 'given'), 'INTERNAL', 'not known'],
  ];
  for (const [what, error, code, words] of table) {
    it(`is ${code} for ${what}`, () => {
      expect(error).to.include({ code, backend: 'prod' });
      expect(error.message)
        .to.match(/^prod: /)
        .and.to.include(words);
      expect(inspect(error, { depth: 9, showHidden: true })).not.to.include('hunter2');
    });
  }

  it('is what our own error says', () => {
    const own = new SecretsError('INVALID_CONFIG', 'x');
    expect(told(own)).to.equal(own);
  });

  it('is UNAUTHENTICATED when there is no error and no token either', () => {
    const source = {
      options: { vaultUrl: '' },
      authority: undefined,
      directory: '/',
      backend: 'prod',
      http,
    };
    expect(noToken({ ...source, kind: 'given' })).to.have.property('code', 'UNAUTHENTICATED');
  });
});
