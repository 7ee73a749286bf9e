import { type JsonObject, type JsonValue, SecretsError } from '@chatelaine/core';
import { optionsFromArguments } from '@chatelaine/core/provider';
import { OPTION_NAMES } from './vault-options.js';

/** The arguments that Airflow calls otherwise than our options in snake_case. */
const RENAMED: Readonly<Record<string, string>> = {
  token_path: 'tokenFile',
  kubernetes_jwt_path: 'kubernetesJwtFile',
  jwt_token_path: 'jwtTokenFile',
};
const LOGINS = ['token', 'approle', 'kubernetes', 'jwt', 'userpass', 'ldap'];
/** What Airflow passes on to the session that it makes, in words of ours. */
const BY_OTHER_WAY: Readonly<Record<string, string>> = {
  proxies: 'Proxies are not supported: name an address that this machine can reach.',
  session: 'A session is made here.',
  timeout: 'Give the backend a "timeout" of its own, beside its options, in this project\'s config file.',
  allow_redirects: 'A redirect is never followed with a token: name the active node in "url".',
};

/**
 * The keyword arguments of Airflow's backend as options. Null and the empty text say something for the mount and the paths.
 *
 * @throws SecretsError `INVALID_CONFIG` for an argument that Airflow would hand to its client, and for a log-in that is not
 * offered here
 */
export function optionsFromAirflow(kwargs: JsonObject): JsonObject {
  const { auth_type: login } = kwargs;
  // First, because what only such a log-in needs is no option here.
  if (typeof login === 'string' && login !== '' && !LOGINS.includes(login)) throw otherLogin();
  const options = optionsFromArguments(kwargs, {
    options: OPTION_NAMES,
    renamed: RENAMED,
    read: { verify: trustOf, cert: certificateOf },
    saysEmpty: (option) =>
      option === 'mountPoint' || /^(?:connections|variables|config|secrets)Path$/.test(option),
    refusal: (argument) => `Airflow would hand ${argument} to its client of Vault`,
    hints: BY_OTHER_WAY,
  });
  // Airflow asks in clear where it is told to.
  const isPlain = typeof options.url === 'string' && /^http:/i.test(options.url);
  return { authType: 'token', ...(isPlain ? { allowHttp: true } : {}), ...options };
}

function trustOf(value: JsonValue): JsonObject {
  if (typeof value === 'string') return { caFile: value };
  if (value === true) return {};
  throw new SecretsError('INVALID_CONFIG', 'The argument "verify" switches the check of certificates off.', {
    field: ['verify'],
    hint: 'Name the file of the authority that signed it: {"verify": "/path/to/ca.pem"}.',
  });
}

function certificateOf(value: JsonValue): JsonObject {
  const [certificate, key] = Array.isArray(value) ? value : [value, value];
  if (typeof certificate === 'string' && typeof key === 'string') {
    return { clientCertificateFile: certificate, clientKeyFile: key };
  }
  throw new SecretsError('INVALID_CONFIG', 'The argument "cert" names no file.', {
    field: ['cert'],
    hint: 'Write a path, or a list of the paths of certificate and key.',
  });
}

function otherLogin(): SecretsError {
  return new SecretsError(
    'INVALID_CONFIG',
    'The argument "auth_type" names a log-in that is not offered here.',
    {
      field: ['auth_type'],
      hint: `Use one of ${LOGINS.join(', ')}.`,
    },
  );
}
