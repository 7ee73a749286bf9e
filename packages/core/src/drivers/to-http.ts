import { type ConnectionSource, fieldsOf } from './connection-source.js';
import { ExtraReader } from './extra-reader.js';
import { httpHeaders } from './http-headers.js';
import { httpUrl } from './http-url.js';
import { invalidExtra } from './invalid-extra.js';
import { requireOneHost } from './require-one-host.js';
import { requireType } from './require-type.js';
import { withoutUndefined } from './without-undefined.js';

/** What `fetch` takes: `fetch(options.url, options)`, or any other client of HTTP. */
export interface HttpOptions {
  /** Protocol, host, port and base path, without login and without a slash at its end. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Given where redirects are not to be followed. */
  readonly redirect?: 'manual';
  /** For `AbortSignal.timeout`, in milliseconds. */
  readonly timeoutMs?: number;
}

const NO_DISPATCHER = 'Give fetch a dispatcher that does it in your code, and remove it here.';

const NOT_POSSIBLE: Readonly<Record<string, string>> = {
  proxies: NO_DISPATCHER,
  proxy: NO_DISPATCHER,
  cert: NO_DISPATCHER,
  auth_type: 'Set the header Authorization in your code, and remove it here.',
  auth_kwargs: 'Set the header Authorization in your code, and remove it here.',
  srv: 'Write the host that the SRV record names.',
};

/**
 * The connection as `fetch` takes it, read as Airflow's HTTP provider does: the protocol stands before the host
 * (`https://api.example.com`) or in the schema, the login goes into the header Authorization (Basic, UTF-8), and every key
 * of the extra that is no setting of Python's requests is a header. Beyond that, the type `https` means https, and a schema
 * that is no protocol is the base path. `allow_redirects` and `timeout` in seconds are followed; `stream`,
 * `check_response`, `max_redirects` and `trust_env` are left out.
 *
 * @throws SecretsError `INVALID_VALUE` when the type is another, when there are several hosts, when host and port make
 * no URL, when a header cannot be sent, or when an extra that matters for security (`verify=false`, `cert`, `proxies`)
 * cannot be followed
 */
export function toHttp(connection: ConnectionSource): HttpOptions {
  const fields = fieldsOf(connection);
  const type = requireType(fields, 'toHttp', ['http', 'https']);
  requireOneHost(fields, 'toHttp');
  const extra = new ExtraReader(fields.extra);
  extra.refuse(NOT_POSSIBLE);
  requireVerified(extra);
  return withoutUndefined<HttpOptions>({
    url: httpUrl(fields, type),
    headers: httpHeaders(fields),
    redirect: extra.flag('allow_redirects') === false ? 'manual' : undefined,
    timeoutMs: extra.seconds('timeout'),
  });
}

/** fetch always checks certificates, which is what an absent or true `verify` asks for. */
function requireVerified(extra: ExtraReader): void {
  for (const key of ['verify', 'verify_ssl']) {
    const value = extra.value(key);
    if (value === undefined || String(value).toLowerCase() === 'true') continue;
    throw invalidExtra(
      key,
      'is not true, and fetch always checks certificates, against the authorities that Node trusts.',
      'Remove it. To trust another authority, set NODE_EXTRA_CA_CERTS.',
    );
  }
}
