import { type ConnectionSource, fieldsOf } from './connection-source.js';
import { ExtraReader } from './extra-reader.js';
import { invalidExtra } from './invalid-extra.js';
import { requireOneHost } from './require-one-host.js';
import { requireType } from './require-type.js';
import type { TlsOptions } from './tls-options.js';
import { anyHostName, TLS_VERSIONS } from './tls-options.js';
import { unlessEmpty, unlessZero, withoutUndefined } from './without-undefined.js';

/** What `new pg.Client` and `new pg.Pool` take. */
export interface PostgresOptions {
  /** A host name, an address, or the folder of a unix socket. */
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly ssl?: false | TlsOptions;
  readonly sslnegotiation?: 'postgres' | 'direct';
  readonly enableChannelBinding?: boolean;
  readonly connectionTimeoutMillis?: number;
  readonly keepAlive?: boolean;
  readonly keepAliveInitialDelayMillis?: number;
  readonly application_name?: string;
  readonly fallback_application_name?: string;
  readonly options?: string;
}

const MODES = ['disable', 'allow', 'prefer', 'require', 'no-verify', 'verify-ca', 'verify-full'] as const;
const TLS_KEYS = ['sslrootcert', 'sslcert', 'sslkey', 'sslpassword', 'sslcrl', 'ssl_min_protocol_version'];

const NOT_POSSIBLE: Readonly<Record<string, string>> = {
  iam: 'Get the token in your code and put it in place of the password.',
  azure_conn_id: 'Get the token in your code and put it in place of the password.',
  service: 'Write the host, port, login, password and schema of that service into the connection.',
  passfile: 'Write the password into the connection.',
  hostaddr: 'Write the address as the host.',
  sslcrldir: 'Put the PEM text of the list into "sslcrl".',
  require_auth: 'Set the methods that are allowed on the server, and remove it here.',
  requirepeer: 'Set who may open the socket on the server, and remove it here.',
};

/**
 * The connection as `pg` takes it. libpq's own names are read from the extra: `sslmode` and the keys around it (PEM text
 * in place of paths), `sslnegotiation`, `channel_binding`, `connect_timeout`, `keepalives`, `keepalives_idle`,
 * `application_name`, `fallback_application_name` and `options`; other keys are left out. Without `sslmode` there is no
 * `ssl`, and the driver's default holds; over a unix socket TLS is off, as in libpq.
 *
 * @throws SecretsError `INVALID_VALUE` when the type is another, when there are several hosts, or when an extra that
 * matters for security (`sslmode=prefer`, a path of a certificate, `iam`) cannot be followed
 */
export function toPostgres(connection: ConnectionSource): PostgresOptions {
  const fields = fieldsOf(connection);
  requireType(fields, 'toPostgres', ['postgres']);
  requireOneHost(fields, 'toPostgres');
  const extra = new ExtraReader(fields.extra);
  extra.refuse(NOT_POSSIBLE);
  if (extra.choice('gssencmode', ['disable', 'prefer', 'require']) === 'require') {
    throw invalidExtra(
      'gssencmode',
      'asks for GSS encryption, which pg lacks.',
      'Use TLS: sslmode=verify-full.',
    );
  }
  return withoutUndefined<PostgresOptions>({
    host: unlessEmpty(fields.host),
    port: unlessZero(fields.port),
    user: unlessEmpty(fields.login),
    password: fields.password,
    database: unlessEmpty(fields.schema),
    ssl: fields.host?.startsWith('/') ? false : sslOf(extra),
    sslnegotiation: extra.choice('sslnegotiation', ['postgres', 'direct']),
    enableChannelBinding: channelBindingOf(extra),
    connectionTimeoutMillis: extra.seconds('connect_timeout'),
    keepAlive: extra.flag('keepalives'),
    keepAliveInitialDelayMillis: extra.seconds('keepalives_idle'),
    application_name: extra.text('application_name'),
    fallback_application_name: extra.text('fallback_application_name'),
    options: extra.text('options'),
  });
}

function sslOf(extra: ExtraReader): false | TlsOptions | undefined {
  const mode = extra.choice('sslmode', MODES);
  if (mode === 'disable') return false;
  if (mode === 'allow' || mode === 'prefer') {
    throw invalidExtra(
      'sslmode',
      'leaves open whether TLS is used, and pg either uses it or does not.',
      'Write "verify-full", "require" (no check of the certificate) or "disable".',
    );
  }
  if (mode === undefined) {
    const key = extra.firstOf(TLS_KEYS);
    if (key === undefined) return undefined;
    throw invalidExtra(key, 'needs "sslmode" beside it.', 'Add sslmode=verify-full, or remove it.');
  }
  const system = extra.value('sslrootcert') === 'system';
  const ca = system ? undefined : extra.pem('sslrootcert');
  // libpq: with an authority at hand, "require" checks it as "verify-ca" does.
  const checked = mode.startsWith('verify-') || (mode === 'require' && (system || ca !== undefined));
  return withoutUndefined<TlsOptions>({
    rejectUnauthorized: checked,
    checkServerIdentity: checked && mode !== 'verify-full' ? anyHostName : undefined,
    ca,
    crl: extra.pem('sslcrl'),
    cert: extra.pem('sslcert'),
    key: extra.pem('sslkey'),
    passphrase: extra.text('sslpassword'),
    minVersion: extra.choice('ssl_min_protocol_version', TLS_VERSIONS),
    maxVersion: extra.choice('ssl_max_protocol_version', TLS_VERSIONS),
  });
}

function channelBindingOf(extra: ExtraReader): boolean | undefined {
  const binding = extra.choice('channel_binding', ['disable', 'prefer', 'require']);
  if (binding === 'require') {
    throw invalidExtra(
      'channel_binding',
      'is "require", and pg can only prefer it.',
      'Write "prefer" with sslmode=verify-full.',
    );
  }
  return binding === undefined ? undefined : binding === 'prefer';
}
