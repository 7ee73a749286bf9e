import { azureKeyVault } from '@chatelaine/azure-key-vault';
import type { SecretRef } from '@chatelaine/core';
import { guarded } from '@chatelaine/core';
import fc from 'fast-check';
import type { FuzzKind } from './fuzz-kind.js';
import { canary } from './fuzz-kind.js';

interface ServerAnswer {
  readonly ref: SecretRef;
  /** What the SDK's client gives, or throws. */
  readonly given?: unknown;
  readonly thrown?: unknown;
}

type Client = NonNullable<Parameters<typeof azureKeyVault>[0]['client']>;

const date = fc.constantFrom<unknown>(new Date(0), new Date(Number.NaN), undefined);
const secret = fc.record({
  name: fc.constant('airflow-variables-hello'),
  value: fc.oneof(
    { weight: 9, arbitrary: canary as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(undefined, '') },
  ),
  properties: fc.record({
    vaultUrl: canary,
    version: fc.constantFrom<unknown>('v1', undefined),
    createdOn: date,
    expiresOn: date,
    contentType: fc.constantFrom<unknown>('text/plain', undefined),
    tags: canary.map((text) => ({ note: text })),
  }),
});

const status = fc.constantFrom<unknown>(
  400,
  401,
  403,
  404,
  408,
  409,
  418,
  429,
  500,
  502,
  503,
  undefined,
  '403',
  99,
);
const code = fc.oneof(
  fc.constantFrom<unknown>(
    'SecretNotFound',
    'Forbidden',
    'BadParameter',
    'Throttled',
    'REQUEST_SEND_ERROR',
    'PARSE_ERROR',
    'ECONNRESET',
    'ENOTFOUND',
    undefined,
  ),
  canary as fc.Arbitrary<unknown>,
);
const innerCode = fc.oneof(
  fc.constantFrom<unknown>('ForbiddenByRbac', 'ForbiddenByFirewall', 'SecretDisabled', undefined, 7),
  canary as fc.Arbitrary<unknown>,
);
const message = fc.oneof(
  canary.map((text) => `no ${text}`),
  canary.map((text) => `no\n    at ${text} (file:///srv/${text}.js:1:2)`),
  canary.map((text) => `The challenge resource '${text}' does not match`),
  canary.map((text) => `The specified version (${text}) is not known`),
  canary,
);
const headers = fc.record({
  'retry-after': fc.oneof(fc.constantFrom('1', '60', '', 'Tue, 24 Nov 2026 00:00:00 GMT'), canary),
  'x-ms-request-id': fc.oneof(fc.uuid(), canary),
});

const restError = fc
  .record({
    status,
    code,
    innerCode,
    message,
    headers,
    token: canary,
    name: fc.constantFrom('RestError', 'Error', 'AggregateAuthenticationError'),
  })
  .map((parts) => {
    const cause = Object.assign(new Error(parts.message), { code: parts.code });
    return Object.assign(new Error(parts.message, { cause }), {
      name: parts.name,
      code: parts.code,
      statusCode: parts.status,
      details: { error: { code: parts.code, message: parts.message, innererror: { code: parts.innerCode } } },
      response: {
        status: parts.status,
        bodyAsText: parts.message,
        headers: { get: (name: keyof typeof parts.headers) => parts.headers[name] },
      },
      request: { url: `https://x/${parts.token}`, headers: { get: () => `Bearer ${parts.token}` } },
      requestId: parts.headers['x-ms-request-id'],
      stack: `${parts.name}: ${parts.message}\n    at read (/srv/app/read.js:1:1)\n    at x (/srv/app/a.js:2:3)`,
    });
  });
const missing = fc
  .constantFrom('SecretNotFound')
  .map((known) => Object.assign(new Error('not there'), { name: 'RestError', code: known, statusCode: 404 }));
const strange = fc.oneof(
  canary as fc.Arbitrary<unknown>,
  fc.constantFrom<unknown>(undefined, null, 0, {}, []),
  canary.map((text) => ({ message: text, code: text, statusCode: 403 })),
  canary.map((text) => new AggregateError([new Error(text)], text)),
);

const ref: fc.Arbitrary<SecretRef> = fc.constantFrom<SecretRef>(
  { kind: 'variable', id: 'hello' },
  { kind: 'variable', id: 'hello', version: 'v1' },
  { kind: 'connection', id: 'db' },
  { kind: 'secret', id: 'db-password' },
);

/** What a Key Vault and the SDK may answer: secrets with odd parts, and failures with a canary in each of theirs. */
export const serverAnswers: FuzzKind<ServerAnswer> = {
  name: 'server answers',
  inputs: fc.oneof(
    { weight: 4, arbitrary: fc.record({ ref, given: secret }) },
    { weight: 1, arbitrary: fc.record({ ref, thrown: missing }) },
    { weight: 5, arbitrary: fc.record({ ref, thrown: restError }) },
    { weight: 1, arbitrary: fc.record({ ref, thrown: strange }) },
    { weight: 1, arbitrary: fc.record({ ref, given: strange }) },
  ),
  async accept(answer) {
    const getSecret = async (): Promise<never> => {
      if ('thrown' in answer) throw answer.thrown;
      return answer.given as never;
    };
    const client = { getSecret } as unknown as Client;
    const backend = azureKeyVault({ vaultUrl: 'https://contoso.vault.azure.net', client }, { env: {} });
    const careful = guarded(backend, { retry: false, breaker: false, denials: false, pace: false });
    await careful.find(answer.ref, { signal: new AbortController().signal });
  },
};
