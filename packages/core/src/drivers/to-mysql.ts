import type { ConnectionFields } from '../connection/connection-fields.js';
import { type ConnectionSource, fieldsOf } from './connection-source.js';
import { ExtraReader } from './extra-reader.js';
import { invalidExtra } from './invalid-extra.js';
import type { MysqlTlsOptions } from './mysql-ssl.js';
import { mysqlSsl } from './mysql-ssl.js';
import { requireOneHost } from './require-one-host.js';
import { requireType } from './require-type.js';
import { unlessEmpty, unlessZero, withoutUndefined } from './without-undefined.js';

/** What `createConnection` and `createPool` of `mysql2` take. */
export interface MysqlOptions {
  readonly host?: string;
  readonly port?: number;
  readonly socketPath?: string;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly charset?: string;
  readonly connectTimeout?: number;
  readonly ssl?: MysqlTlsOptions;
}

const NOT_POSSIBLE: Readonly<Record<string, string>> = {
  iam: 'Get the token in your code and put it in place of the password.',
  read_default_file: 'Write what the file says into the connection.',
  read_default_group: 'Write what the group says into the connection.',
  init_command: 'Run the statement in your code after connecting, and remove it here.',
};

/**
 * The connection as `mysql2` takes it. Read from the extra: `charset`, `connect_timeout`, `unix_socket`, `ssl_mode`,
 * `ssl_disabled`, and certificates as PEM text, in `ssl: { ca, cert, key }` or in `ssl_ca`, `ssl_cert`, `ssl_key`; other
 * keys are left out. A host that begins with `/` is a unix socket. Over one TLS is off, as in MySQL's own client.
 *
 * @throws SecretsError `INVALID_VALUE` when the type is another, when there are several hosts, or when an extra that
 * matters for security (`ssl_mode=PREFERRED`, a path of a certificate, a check of the name of an address, `iam`) cannot
 * be followed
 */
export function toMysql(connection: ConnectionSource): MysqlOptions {
  const fields = fieldsOf(connection);
  requireType(fields, 'toMysql', ['mysql', 'mariadb']);
  requireOneHost(fields, 'toMysql');
  const extra = new ExtraReader(fields.extra);
  extra.refuse(NOT_POSSIBLE);
  const socketPath = socketOf(fields, extra);
  const network = socketPath === undefined;
  return withoutUndefined<MysqlOptions>({
    host: network ? unlessEmpty(fields.host) : undefined,
    port: network ? unlessZero(fields.port) : undefined,
    socketPath,
    user: unlessEmpty(fields.login),
    password: fields.password,
    database: unlessEmpty(fields.schema),
    charset: extra.text('charset'),
    connectTimeout: extra.seconds('connect_timeout'),
    ssl: network ? mysqlSsl(extra, unlessEmpty(fields.host)) : undefined,
  });
}

function socketOf(fields: ConnectionFields, extra: ExtraReader): string | undefined {
  const socket = extra.text('unix_socket');
  const host = fields.host?.startsWith('/') ? fields.host : undefined;
  if (socket !== undefined && host !== undefined && socket !== host) {
    throw invalidExtra('unix_socket', 'and the host are two different sockets.', 'Keep one of them.');
  }
  return socket ?? host;
}
