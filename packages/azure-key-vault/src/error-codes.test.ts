import { inspect } from 'node:util';
import type { SecretsErrorCode } from '@chatelaine/core';
import { AnswerTooLong } from '@chatelaine/core/provider';
import { expect } from 'chai';
import { azureKeyVault } from './azure-key-vault-backend.js';
import { caught } from './test-kit/caught.js';
import { clientWith, fakeVault, restError, secret } from './test-kit/fake-vault.js';

describe('What an answer of the vault means', () => {
  const signal = new AbortController().signal;
  const find = (answer: Error, version?: string) =>
    azureKeyVault(
      { vaultUrl: 'https://contoso.vault.azure.net', client: fakeVault({}, answer) },
      { name: 'prod' },
    ).find({ kind: 'variable', id: 'hello', ...(version === undefined ? {} : { version }) }, { signal });
  const plain = (message: string, more: object = {}) => Object.assign(new Error(message), more);

  const table: readonly (readonly [string, Error, SecretsErrorCode, string])[] = [
    [
      '403 ForbiddenByFirewall',
      restError(403, 'Forbidden', { innerCode: 'ForbiddenByFirewall' }),
      'ACCESS_DENIED',
      'networking rules',
    ],
    [
      '403 ForbiddenByConnection',
      restError(403, 'Forbidden', { innerCode: 'ForbiddenByConnection' }),
      'ACCESS_DENIED',
      'private endpoint',
    ],
    [
      '403 ForbiddenByRbac',
      restError(403, 'Forbidden', { innerCode: 'ForbiddenByRbac' }),
      'ACCESS_DENIED',
      'Grant this identity "Key Vault Secrets User"',
    ],
    [
      '403 ForbiddenByPolicy',
      restError(403, 'Forbidden', { innerCode: 'ForbiddenByPolicy' }),
      'ACCESS_DENIED',
      'access policy',
    ],
    [
      '403 SecretDisabled',
      restError(403, 'Forbidden', { innerCode: 'SecretDisabled' }),
      'ACCESS_DENIED',
      'the secret is disabled',
    ],
    ['403 with no inner code', restError(403, 'Forbidden'), 'ACCESS_DENIED', 'Key Vault Secrets User'],
    [
      '403 with an inner code that is not known',
      restError(403, 'Forbidden', { innerCode: 'constructor' }),
      'ACCESS_DENIED',
      'Key Vault Secrets User',
    ],
    ['401', restError(401, 'Unauthorized'), 'UNAUTHENTICATED', 'does not accept the token'],
    ['429', restError(429, 'Throttled'), 'THROTTLED', 'was throttled'],
    ['408', restError(408, 'RequestTimeout'), 'UNAVAILABLE', 'Try again later'],
    ['500', restError(500, 'InternalServerError'), 'UNAVAILABLE', 'failed inside the vault'],
    ['503', restError(503, undefined), 'UNAVAILABLE', 'failed inside the vault'],
    ['302', restError(302, undefined), 'UNAVAILABLE', 'Check "vaultUrl"'],
    ['404 of somebody else', restError(404, undefined), 'UNAVAILABLE', 'Check "vaultUrl"'],
    [
      '404 of a gateway that speaks JSON',
      restError(404, 'ResourceNotFound'),
      'UNAVAILABLE',
      'Check "vaultUrl"',
    ],
    ['404 of a number as code', restError(404, '404'), 'UNAVAILABLE', 'Check "vaultUrl"'],
    ['404 that cannot be read', restError(404, 'PARSE_ERROR'), 'UNAVAILABLE', 'Check "vaultUrl"'],
    ['200 that cannot be read', restError(200, 'PARSE_ERROR'), 'UNAVAILABLE', 'Check "vaultUrl"'],
    [
      '400 for the api-version',
      restError(400, 'BadParameter', { message: 'The specified version (9.9) is not recognized.' }),
      'INVALID_CONFIG',
      '"serviceVersion"',
    ],
    [
      '400 BadParameter where no version was asked for',
      restError(400, 'BadParameter'),
      'INTERNAL',
      'not known',
    ],
    ['400 of another kind', restError(400, 'Weird'), 'INTERNAL', 'not known'],
    ['409', restError(409, 'Conflict'), 'INTERNAL', 'not known'],
    ['no such host', restError(undefined, 'ENOTFOUND'), 'UNAVAILABLE', 'check its spelling'],
    ['no name service', restError(undefined, 'EAI_AGAIN'), 'UNAVAILABLE', 'Names cannot be resolved'],
    ['a refused connection', restError(undefined, 'ECONNREFUSED'), 'UNAVAILABLE', '(ECONNREFUSED)'],
    [
      'a network code in a cause',
      plain('x', { cause: { code: 'ECONNRESET' } }),
      'UNAVAILABLE',
      '(ECONNRESET)',
    ],
    [
      'a certificate that is not trusted',
      restError(undefined, 'DEPTH_ZERO_SELF_SIGNED_CERT'),
      'UNAVAILABLE',
      'NODE_EXTRA_CA_CERTS',
    ],
    [
      'a connection that failed',
      restError(undefined, 'REQUEST_SEND_ERROR'),
      'UNAVAILABLE',
      'the connection failed',
    ],
    [
      'an answer that is cut, read by the SDK',
      restError(undefined, 'PARSE_ERROR'),
      'UNAVAILABLE',
      'as a Key Vault',
    ],
    ['an answer that is badly packed', plain('x', { code: 'Z_DATA_ERROR' }), 'UNAVAILABLE', 'as a Key Vault'],
    [
      'an answer that is no HTTP',
      restError(undefined, 'HPE_INVALID_CONSTANT'),
      'UNAVAILABLE',
      'as a Key Vault',
    ],
    ['an answer without an end', new AnswerTooLong(), 'UNAVAILABLE', 'as a Key Vault'],
    [
      'a challenge for another domain',
      plain("The challenge resource 'evil.test' does not match the requested domain."),
      'INVALID_CONFIG',
      'trustedVaultHosts',
    ],
    ['anything else', plain('hunter2'), 'INTERNAL', 'not known'],
  ];
  for (const [what, answer, code, words] of table) {
    it(`is ${code} for ${what}`, async () => {
      const error = await caught(find(answer));
      expect(error).to.include({ code, backend: 'prod' });
      expect(error.message)
        .to.match(/^prod: the read of "airflow-variables-hello" /)
        .and.to.include(words);
      expect(inspect(error, { depth: 9, showHidden: true })).not.to.include('hunter2');
      expect(error.cause).not.to.equal(answer);
    });
  }

  it('is nothing found for 404 SecretNotFound', async () => {
    expect(await find(restError(404, 'SecretNotFound'))).to.equal(undefined);
    expect(await find(restError(404, 'SecretNotFound'), 'a1'.repeat(16))).to.equal(undefined);
  });

  it('is nothing found for a version that the vault does not take for one', async () => {
    expect(await find(restError(400, 'BadParameter'), '1')).to.equal(undefined);
    expect(await caught(find(restError(400, 'BadParameter'), 'a1'.repeat(16)))).to.include({
      code: 'INTERNAL',
    });
    expect(await caught(find(restError(404, 'ResourceNotFound'), '1'))).to.include({ code: 'UNAVAILABLE' });
  });

  it('says when to ask again, when the vault does', async () => {
    const throttled = restError(429, 'Throttled', { headers: { 'retry-after': '3' } });
    expect(await caught(find(throttled))).to.have.property('retryAfterMs', 3_000);
    const odd = restError(429, 'Throttled', { headers: { 'retry-after': 'soon' } });
    expect((await caught(find(odd))).retryAfterMs).to.equal(undefined);
  });

  it('keeps the inner code and the id of the request for support', async () => {
    const requestId = '0f203563-4a1b-471f-a0e6-dcfb4b9fdec6';
    const denied = restError(403, 'Forbidden', {
      innerCode: 'ForbiddenByRbac',
      headers: { 'x-ms-request-id': requestId },
    });
    expect((await caught(find(denied))).cause).to.include({
      name: 'RestError',
      code: 'ForbiddenByRbac',
      status: 403,
      requestId,
    });
  });

  it('is known by the raw answer when the SDK trips over a body that is missing', async () => {
    const client = clientWith({
      getSecret: async (_name: string, options?: { onResponse?: (raw: never) => void }) => {
        options?.onResponse?.({ status: 429, headers: { get: () => '2' } } as never);
        throw new TypeError("Cannot read properties of undefined (reading 'error')");
      },
    });
    const backend = azureKeyVault({ vaultUrl: 'https://contoso.vault.azure.net', client });
    const error = await caught(backend.find({ kind: 'secret', id: 'x' }, { signal }));
    expect(error).to.include({ code: 'THROTTLED', retryAfterMs: 2_000 });
  });

  it('is INTERNAL when a secret comes without a value', async () => {
    const { value: _none, ...empty } = secret('x', 'v');
    const backend = azureKeyVault({
      vaultUrl: 'https://contoso.vault.azure.net',
      client: clientWith({ getSecret: async () => empty }),
    });
    expect(await caught(backend.find({ kind: 'secret', id: 'x' }, { signal }))).to.have.property(
      'code',
      'INTERNAL',
    );
  });
});
