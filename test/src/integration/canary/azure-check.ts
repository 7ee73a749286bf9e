import { provider } from '@chatelaine/azure-key-vault';
import type { BackendInput, DenialReason, LeakCheck, StoredValue, VaultFault } from '@chatelaine/testing';
import { servicePrincipalOptions, startTrustedServer } from '../../support/trusted-server.js';

const PREFIX = {
  connection: 'airflow-connections-',
  variable: 'airflow-variables-',
  config: 'airflow-config-',
  secret: '',
};
const ALWAYS = { times: Number.POSITIVE_INFINITY } as const;

/** A Key Vault that is reached by the real SDK over TLS, with canaries in its values, its errors and its log-in. */
export const azureCheck: LeakCheck = {
  provider,
  async open({ canaries, values }) {
    const clientSecret = canaries.make('client secret');
    const clientId = '7f0b6d5e-3f53-4c0c-9a0a-5d3c2f6a0001';
    const vault = await startTrustedServer({
      secrets: Object.fromEntries(values.map((stored) => [nameOf(stored), stored.value])),
      clients: { [clientId]: { secret: clientSecret } },
    });
    const options = { ...servicePrincipalOptions(vault), clientId, clientSecret };
    const body = canaries.make('body of an error', { plain: true });
    const fault = (what: VaultFault) => (): BackendInput | undefined => {
      vault.fault({ ...ALWAYS, ...what });
      return undefined;
    };
    const changed = (more: object) => (): BackendInput => ({ options: { ...options, ...more } });
    const deny = (reason: DenialReason) => (): undefined => {
      vault.deny(clientId, { reason });
    };
    const faultTokens = (answer: 'hang' | 'reset' | number, error?: string) => (): undefined => {
      vault.faultTokens({ ...ALWAYS, answer, ...(error === undefined ? {} : { error }) });
    };
    return {
      options,
      failures: {
        'a wrong client secret': changed({ clientSecret: canaries.make('wrong client secret') }),
        'an unknown tenant': changed({ tenantId: canaries.make('tenant', { plain: true }) }),
        'an unknown client': changed({ clientId: canaries.make('client id', { plain: true }) }),
        'a client secret in a file that is not there': changed({
          clientSecret: undefined,
          clientSecretFile: `/nothing/${canaries.make('path of a client secret', { plain: true })}`,
        }),
        'a certificate that is none': changed({
          clientSecret: undefined,
          clientCertificatePath: import.meta.filename,
        }),
        'nobody at the address': changed({
          vaultUrl: 'https://127.0.0.1:9',
          trustedVaultHosts: ['127.0.0.1'],
        }),
        'a 400': fault({ answer: 400, code: body, innerCode: body }),
        'an unknown api-version': changed({ serviceVersion: '1999-01-01' }),
        'a 401': fault({ answer: 401, code: body, headers: { 'x-ms-request-id': body } }),
        'a 403': fault({ answer: 403, code: body, innerCode: body }),
        'a 429': fault({ answer: 429, code: body }),
        'a 429 that says how long': fault({ answer: 429, retryAfter: 7, code: body }),
        'a 429 with a strange header': fault({ answer: 429, retryAfter: body }),
        'a 500': fault({ answer: 500, code: body, innerCode: body }),
        'a 503': fault({ answer: 503, code: body }),
        'a 418': fault({ answer: 418, code: body, innerCode: body }),
        'a redirect': fault({ answer: 307, headers: { location: `https://${body}.example/${body}` } }),
        'a connection that is cut': fault({ answer: 'reset' }),
        'half an answer': fault({ answer: 'malformed-body' }),
        'no answer': fault({ answer: 'hang' }),
        'an expired token': fault({ answer: 'expired-token' }),
        'a challenge that never comes': fault({ answer: 'hang', challenges: true }),
        'a broken challenge': fault({ answer: 500, challenges: true, code: body }),
        'denied by role': deny('ForbiddenByRbac'),
        'denied by policy': deny('ForbiddenByPolicy'),
        'denied by firewall': deny('ForbiddenByFirewall'),
        'denied by connection': deny('ForbiddenByConnection'),
        'a disabled secret': () => {
          for (const stored of values) vault.disable(nameOf(stored));
          return undefined;
        },
        'a deleted secret': () => {
          for (const stored of values) vault.delete(nameOf(stored));
          return undefined;
        },
        'a log-in that fails': faultTokens(503),
        'a log-in that is refused': faultTokens(400, body),
        'a log-in that is refused with 401': faultTokens(401, 'invalid_client'),
        'a log-in without an answer': faultTokens('hang'),
        'a log-in that is cut': faultTokens('reset'),
      },
      close: () => vault.close(),
    };
  },
};

function nameOf({ ref }: StoredValue): string {
  return PREFIX[ref.kind] + ref.id;
}
