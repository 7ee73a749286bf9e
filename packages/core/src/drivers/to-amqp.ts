import { type ConnectionSource, fieldsOf } from './connection-source.js';
import { ExtraReader } from './extra-reader.js';
import { invalidExtra } from './invalid-extra.js';
import { requireOneHost } from './require-one-host.js';
import { requireType } from './require-type.js';
import type { TlsOptions } from './tls-options.js';
import { unlessEmpty, unlessZero, withoutUndefined } from './without-undefined.js';

/** What `connect` of `amqplib` takes: `connect(options, options.socket)`. */
export interface AmqpOptions {
  readonly protocol: 'amqp' | 'amqps';
  readonly hostname?: string;
  readonly port?: number;
  readonly username?: string;
  readonly password?: string;
  /** Percent-encoded where it must be: amqplib decodes it. */
  readonly vhost?: string;
  readonly heartbeat?: number;
  readonly channelMax?: number;
  readonly frameMax?: number;
  readonly locale?: string;
  /** The second argument of `connect`: TLS and the time-out. Without it a certificate is checked against Node's own list. */
  readonly socket?: AmqpSocket;
}

export interface AmqpSocket extends Partial<TlsOptions> {
  /** In milliseconds. */
  readonly timeout?: number;
}

const TLS_KEYS = ['verify', 'cacertfile', 'certfile', 'keyfile', 'server_name_indication'];

const NOT_POSSIBLE: Readonly<Record<string, string>> = {
  ssl_options: 'Write its parts as "verify", "cacertfile", "certfile" and "keyfile".',
};

/**
 * The connection as `amqplib` takes it. The schema is the virtual host. Read from the extra: `ssl`, the query parameters
 * of RabbitMQ's URIs (`heartbeat` in seconds, `connection_timeout` in milliseconds, `channel_max`, `verify`, `cacertfile`,
 * `certfile` and `keyfile` as PEM text, `password` for the key, `server_name_indication`), `frame_max` and `locale`; other
 * keys are left out. The type `amqps` means TLS.
 *
 * @throws SecretsError `INVALID_VALUE` when the type is another, when there are several hosts, or when an extra that
 * matters for security (a path of a certificate, `auth_mechanism=external`, `verify` without TLS) cannot be followed
 */
export function toAmqp(connection: ConnectionSource): AmqpOptions {
  const fields = fieldsOf(connection);
  const type = requireType(fields, 'toAmqp', ['amqp', 'amqps', 'rabbitmq']);
  requireOneHost(fields, 'toAmqp');
  const extra = new ExtraReader(fields.extra);
  extra.refuse(NOT_POSSIBLE);
  if (extra.choice('auth_mechanism', ['plain', 'amqplain', 'external']) === 'external') {
    throw invalidExtra(
      'auth_mechanism',
      'is "external", which is no plain option of amqplib.',
      'Give connect the option credentials: amqplib.credentials.external() in your code, and remove it here.',
    );
  }
  const tls = extra.flag('ssl') ?? type === 'amqps';
  if (type === 'amqps' && !tls) {
    throw invalidExtra('ssl', 'is false, and the type "amqps" means TLS.', 'Keep one of them.');
  }
  return withoutUndefined<AmqpOptions>({
    protocol: tls ? 'amqps' : 'amqp',
    hostname: unlessEmpty(fields.host) ?? 'localhost',
    port: unlessZero(fields.port),
    username: unlessEmpty(fields.login),
    password: fields.password,
    vhost: unlessEmpty(fields.schema)?.replaceAll('%', '%25'),
    heartbeat: extra.wholeNumber('heartbeat'),
    channelMax: extra.wholeNumber('channel_max'),
    frameMax: extra.wholeNumber('frame_max'),
    locale: extra.text('locale'),
    socket: socketOf(extra, tls),
  });
}

function socketOf(extra: ExtraReader, tls: boolean): AmqpSocket | undefined {
  const key = extra.firstOf(TLS_KEYS);
  if (!tls && key !== undefined && extra.value('ssl') === undefined) {
    throw invalidExtra(key, 'needs TLS.', 'Make the type "amqps", or remove it.');
  }
  const socket = withoutUndefined<AmqpSocket>({
    timeout: extra.milliseconds('connection_timeout'),
    ...(tls ? tlsOf(extra) : {}),
  });
  return Object.keys(socket).length === 0 ? undefined : socket;
}

function tlsOf(extra: ExtraReader): TlsOptions {
  return withoutUndefined<TlsOptions>({
    rejectUnauthorized: extra.choice('verify', ['verify_none', 'verify_peer']) !== 'verify_none',
    ca: extra.pem('cacertfile'),
    cert: extra.pem('certfile'),
    key: extra.pem('keyfile'),
    passphrase: extra.text('password'),
    servername: extra.text('server_name_indication'),
  });
}
