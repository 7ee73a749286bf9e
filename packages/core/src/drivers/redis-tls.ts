import type { ExtraReader } from './extra-reader.js';
import { invalidExtra } from './invalid-extra.js';
import { serverNameOf } from './server-name.js';
import type { TlsOptions } from './tls-options.js';
import { anyHostName } from './tls-options.js';
import { withoutUndefined } from './without-undefined.js';

const NEED_TLS = ['ssl_cert_reqs', 'ssl_ca_certs', 'ssl_ca_data', 'ssl_certfile', 'ssl_keyfile'];

const NOT_POSSIBLE: Readonly<Record<string, string>> = {
  ssl_ca_path: 'Put the PEM text of the authority into "ssl_ca_certs".',
  ssl_ciphers: 'Set the ciphers on the server, and remove it here.',
  ssl_min_version: 'Set the oldest version on the server, and remove it here.',
  ssl_validate_ocsp: 'Remove it: Node checks no OCSP answers.',
  ssl_validate_ocsp_stapled: 'Remove it: Node checks no OCSP answers.',
};

/** Reads redis-py's `ssl` and the keys around it. Where nothing says otherwise, the certificate is checked in full. */
export function redisTls(
  extra: ExtraReader,
  typeSaysTls: boolean,
  host: string | undefined,
): TlsOptions | undefined {
  const ssl = extra.flag('ssl');
  if (ssl === false && typeSaysTls) {
    throw invalidExtra('ssl', 'is false, and the type "rediss" means TLS.', 'Keep one of them.');
  }
  // A form that was filled in once leaves all the keys behind, beside an `ssl` that is false.
  if (ssl === false) return undefined;
  if (ssl === undefined && !typeSaysTls) {
    const key = extra.firstOf(NEED_TLS);
    if (key === undefined) return undefined;
    throw invalidExtra(key, 'needs "ssl" beside it.', 'Add "ssl": true, or remove it.');
  }
  extra.refuse(NOT_POSSIBLE);
  const checked = extra.choice('ssl_cert_reqs', ['none', 'optional', 'required']) !== 'none';
  return withoutUndefined<TlsOptions>({
    rejectUnauthorized: checked,
    checkServerIdentity: checked && extra.flag('ssl_check_hostname') === false ? anyHostName : undefined,
    ca: extra.pem('ssl_ca_data') ?? extra.pem('ssl_ca_certs'),
    cert: extra.pem('ssl_certfile'),
    key: extra.pem('ssl_keyfile'),
    passphrase: extra.text('ssl_password'),
    servername: serverNameOf(host),
  });
}
