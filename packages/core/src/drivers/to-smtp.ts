import type { ConnectionFields } from '../connection/connection-fields.js';
import { type ConnectionSource, fieldsOf } from './connection-source.js';
import { ExtraReader } from './extra-reader.js';
import { invalidExtra } from './invalid-extra.js';
import { requireOneHost } from './require-one-host.js';
import { requireType } from './require-type.js';
import { unlessEmpty, unlessZero, withoutUndefined } from './without-undefined.js';

/** What `createTransport` of `nodemailer` takes: `createTransport(options, options.defaults)`. */
export interface SmtpOptions {
  readonly host?: string;
  /** Absent: 465 with `secure`, else 587. */
  readonly port?: number;
  /** Whether TLS is spoken from the first byte. */
  readonly secure: boolean;
  /** Whether to fail where the server does not offer STARTTLS. */
  readonly requireTLS?: boolean;
  readonly ignoreTLS?: boolean;
  readonly tls?: { readonly rejectUnauthorized: boolean };
  readonly auth?: SmtpAuth;
  /** In milliseconds, as the next two. */
  readonly connectionTimeout?: number;
  readonly greetingTimeout?: number;
  readonly socketTimeout?: number;
  /** The second argument of `createTransport`: what every message starts from. */
  readonly defaults?: { readonly from: string };
}

export type SmtpAuth =
  | { readonly user: string; readonly pass: string }
  | { readonly type: 'OAuth2'; readonly user: string; readonly accessToken: string };

/**
 * The connection as `nodemailer` takes it, read as Airflow's SMTP provider does: TLS from the first byte unless
 * `disable_ssl`; then STARTTLS, which the server must offer, unless `disable_tls`. Also read from the extra: `ssl_context`
 * (`none`: the certificate is not checked), `timeout` in seconds, `from_email`, and `auth_type=oauth2` with
 * `access_token`; other keys are left out.
 *
 * @throws SecretsError `INVALID_VALUE` when the type is another, when there are several hosts, or when an extra that
 * matters for security (`oauth2` with a client instead of a token, `disable_ssl` on the type `smtps`) cannot be
 * followed
 */
export function toSmtp(connection: ConnectionSource): SmtpOptions {
  const fields = fieldsOf(connection);
  const type = requireType(fields, 'toSmtp', ['smtp', 'smtps']);
  requireOneHost(fields, 'toSmtp');
  const extra = new ExtraReader(fields.extra);
  const secure = extra.flag('disable_ssl') !== true;
  if (type === 'smtps' && !secure) {
    throw invalidExtra('disable_ssl', 'is true, and the type "smtps" means TLS.', 'Keep one of them.');
  }
  const startTls = extra.flag('disable_tls') !== true;
  const unchecked = extra.choice('ssl_context', ['default', 'none']) === 'none';
  const timeout = extra.seconds('timeout');
  const from = extra.text('from_email');
  return withoutUndefined<SmtpOptions>({
    host: unlessEmpty(fields.host),
    port: unlessZero(fields.port),
    secure,
    requireTLS: !secure && startTls ? true : undefined,
    ignoreTLS: !secure && !startTls ? true : undefined,
    tls: unchecked ? { rejectUnauthorized: false } : undefined,
    auth: authOf(fields, extra),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    defaults: from === undefined ? undefined : { from },
  });
}

function authOf(fields: ConnectionFields, extra: ExtraReader): SmtpAuth | undefined {
  const { login: user = '', password: pass = '' } = fields;
  if (extra.choice('auth_type', ['basic', 'oauth2']) === 'oauth2') {
    const accessToken = extra.text('access_token');
    if (accessToken !== undefined) return { type: 'OAuth2', user, accessToken };
    throw invalidExtra(
      'auth_type',
      'is "oauth2", and there is no "access_token".',
      'Get a token in your code and give it to nodemailer, or store one as "access_token".',
    );
  }
  return user === '' ? undefined : { user, pass };
}
