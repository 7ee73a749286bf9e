/** The names that Airflow's masker knows. */
const AIRFLOW_NAMES: readonly string[] = [
  'access_key',
  'access_token',
  'api_key',
  'apikey',
  'auth_header',
  'authorization',
  'bearer',
  'connection_string',
  'dsn',
  'keyfile_dict',
  'passphrase',
  'passwd',
  'password',
  'private_key',
  'proxies',
  'proxy',
  'proxy_password',
  'secret',
  'service_account',
  'service_key',
  'token',
  'webhook_url',
];

const OWN_NAMES: readonly string[] = [
  'account_key',
  'auth_key',
  'cookie',
  'credential',
  'encryption_key',
  'jwt',
  'pass_word',
  'pwd',
  'sas_key',
  'session_id',
  'shared_access_signature',
  'shared_key',
  'signing_key',
  'ssh_key',
];

export type NameTest = (name: unknown) => boolean;

/**
 * Tells by its name whether a field is sensitive: trimmed, in lower case, each run of what is no letter, digit or `_` as
 * one `_`, and then any part of it. A name of several words is also known without what is between them: `accessKey`.
 */
export function sensitiveNames(added: readonly string[] = []): NameTest {
  const words = [...AIRFLOW_NAMES, ...OWN_NAMES, ...added.map(normalised)].filter((word) => word !== '');
  const joined = words.filter((word) => word.includes('_')).map(withoutJoints);
  return (name) => {
    if (typeof name !== 'string') return false;
    const text = normalised(name);
    if (words.some((word) => text.includes(word))) return true;
    const run = withoutJoints(text);
    return joined.some((word) => run.includes(word));
  };
}

const normalised = (name: string): string => name.trim().toLowerCase().replaceAll(/\W+/g, '_');
const withoutJoints = (name: string): string => name.replaceAll('_', '');
