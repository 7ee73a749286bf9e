import { provider } from '@chatelaine/gcp';
import type {
  BackendInput,
  GoogleTokenFault,
  LeakCheck,
  SecretManagerFault,
  StoredValue,
} from '@chatelaine/testing';
import { startSecretManagerServer } from '@chatelaine/testing';

const PREFIX = {
  connection: 'airflow-connections-',
  variable: 'airflow-variables-',
  config: 'airflow-config-',
  secret: '',
};
const ALWAYS = { times: Number.POSITIVE_INFINITY } as const;

/** Secret Manager over REST, with canaries in its values, its errors, its keys and its log-in. */
export const gcpCheck: LeakCheck = {
  provider,
  async open({ canaries, values }) {
    const server = await startSecretManagerServer({
      secrets: Object.fromEntries(values.map((stored) => [nameOf(stored), stored.value])),
    });
    const options = { ...server.options() };
    const { key } = options;
    const body = canaries.make('body of an error', { plain: true });
    const fault = (what: SecretManagerFault) => (): BackendInput | undefined => {
      server.fault({ ...ALWAYS, ...what });
      return undefined;
    };
    const changed = (more: object) => (): BackendInput => ({ options: { ...options, ...more } });
    const faultTokens =
      (answer: GoogleTokenFault['answer'], error = body) =>
      (): undefined => {
        server.faultTokens({ ...ALWAYS, answer, error });
      };
    return {
      options,
      failures: {
        'a key that is no JSON': changed({ key: `{${canaries.make('key that is no JSON')}` }),
        'a key without a private key': changed({
          key: { ...key, private_key: canaries.make('private key that is none') },
        }),
        'a key of an unknown account': changed({
          key: { ...key, client_email: canaries.make('account', { plain: true }) },
        }),
        'a key of another type': changed({
          key: { ...key, type: canaries.make('type of a key', { plain: true }) },
        }),
        'a key with a strange token address': changed({
          key: { ...key, token_uri: canaries.make('token address', { plain: true }) },
        }),
        'a key file that is not there': changed({
          key: undefined,
          keyFile: `/nothing/${canaries.make('path of a key file', { plain: true })}`,
        }),
        'a key file that is no key': changed({ key: undefined, keyFile: import.meta.filename }),
        'an account that may not be acted as': changed({
          impersonationChain: canaries.make('impersonated account', { plain: true }),
        }),
        'nobody at the address': changed({ endpoint: 'http://127.0.0.1:9' }),
        'an endpoint that is none': changed({
          endpoint: `https://${canaries.make('endpoint', { plain: true })}`,
        }),
        'an unknown project': changed({ projectId: 'another-project' }),
        'a 400': fault({ answer: 400, status: body, reason: body, message: body }),
        'a 401': fault({ answer: 401, message: body, headers: { 'www-authenticate': body } }),
        'a 403': fault({ answer: 403, reason: body, message: body }),
        'a 404 of somebody else': fault({ answer: 404, status: body, message: body }),
        'a 412': fault({ answer: 412, status: body, message: body }),
        'a 418': fault({ answer: 418, status: body, message: body }),
        'a 429': fault({ answer: 429, message: body }),
        'a 429 that says how long': fault({ answer: 429, retryAfter: 7, message: body }),
        'a 429 with a strange header': fault({ answer: 429, retryAfter: body }),
        'a 500': fault({ answer: 500, status: body, message: body }),
        'a 503': fault({ answer: 503, message: body }),
        'a redirect': fault({ answer: 307, headers: { location: `https://${body}.example/${body}` } }),
        'a connection that is cut': fault({ answer: 'reset' }),
        'half an answer': fault({ answer: 'malformed-body' }),
        'a payload that was damaged': fault({ answer: 'bad-crc' }),
        'no answer': fault({ answer: 'hang' }),
        'an expired token': fault({ answer: 'expired-token' }),
        denied: () => {
          server.deny(server.email);
          return undefined;
        },
        'a disabled version': () => {
          for (const stored of values) server.disable(nameOf(stored));
          return undefined;
        },
        'a destroyed version': () => {
          for (const stored of values) server.destroy(nameOf(stored));
          return undefined;
        },
        'a deleted secret': () => {
          for (const stored of values) server.delete(nameOf(stored));
          return undefined;
        },
        'a log-in that fails': faultTokens(503),
        'a log-in that is refused': faultTokens(400),
        'a log-in that is refused with a known word': faultTokens(400, 'invalid_grant'),
        'a log-in that is throttled': faultTokens(429),
        'half a token': faultTokens('malformed-body'),
        'a log-in without an answer': faultTokens('hang'),
        'a log-in that is cut': faultTokens('reset'),
      },
      close: () => server.close(),
    };
  },
};

function nameOf({ ref }: StoredValue): string {
  return PREFIX[ref.kind] + ref.id;
}
