import type { ConnectionFields } from '../connection/connection-fields.js';
import { type ConnectionSource, fieldsOf } from './connection-source.js';
import { ExtraReader } from './extra-reader.js';
import { invalidExtra } from './invalid-extra.js';
import { redisTls } from './redis-tls.js';
import { requireOneHost } from './require-one-host.js';
import { requireType } from './require-type.js';
import type { TlsOptions } from './tls-options.js';
import { unlessEmpty, unlessZero, withoutUndefined } from './without-undefined.js';

/**
 * What `new Redis` of `ioredis` and `createClient` of `redis` take: one object for both, in which each finds its own names
 * and passes over the other's.
 */
export interface RedisOptions extends RedisAddress {
  readonly username?: string;
  readonly password?: string;
  /** The database, for ioredis. */
  readonly db?: number;
  /** The database, for node-redis. */
  readonly database?: number;
  /** For ioredis. */
  readonly tls?: TlsOptions;
  /** For node-redis. */
  readonly socket?: RedisSocket;
}

/** For ioredis; node-redis finds the same in `socket`. */
interface RedisAddress {
  readonly host?: string;
  readonly port?: number;
  /** A unix socket. */
  readonly path?: string;
  /** In milliseconds. */
  readonly connectTimeout?: number;
}

export type RedisSocket =
  | { readonly host?: string; readonly port?: number; readonly connectTimeout?: number; readonly tls?: false }
  | (Omit<RedisAddress, 'path'> & TlsOptions & { readonly tls: true })
  | { readonly path: string; readonly connectTimeout?: number; readonly tls: false };

/**
 * The connection as `ioredis` and `redis` take it. Read from the extra: `db` (or the schema), `socket_connect_timeout`,
 * and `ssl` with the `ssl_…` keys of redis-py, PEM text in place of paths; other keys are left out. The type `rediss`
 * means TLS, and a host that begins with `/` is a unix socket.
 *
 * @throws SecretsError `INVALID_VALUE` when the type is another, when there are several hosts, when the database is no
 * number, or when an extra that matters for security (a path of a certificate, `ssl_ca_certs` without `ssl`) cannot be
 * followed
 */
export function toRedis(connection: ConnectionSource): RedisOptions {
  const fields = fieldsOf(connection);
  const type = requireType(fields, 'toRedis', ['redis', 'rediss']);
  requireOneHost(fields, 'toRedis');
  const extra = new ExtraReader(fields.extra);
  const host = unlessEmpty(fields.host);
  const path = host?.startsWith('/') ? host : undefined;
  const address = withoutUndefined<RedisAddress>({
    host: path === undefined ? host : undefined,
    port: path === undefined ? unlessZero(fields.port) : undefined,
    path,
    connectTimeout: extra.seconds('socket_connect_timeout'),
  });
  const tls = redisTls(extra, type === 'rediss', host);
  const db = databaseOf(fields, extra);
  const socket = socketOf(address, tls);
  return withoutUndefined<RedisOptions>({
    ...address,
    username: unlessEmpty(fields.login),
    password: unlessEmpty(fields.password),
    db,
    database: db,
    tls,
    socket: Object.keys(socket).length === 0 ? undefined : socket,
  });
}

function socketOf(address: RedisAddress, tls: TlsOptions | undefined): RedisSocket {
  const { path, ...network } = address;
  if (tls !== undefined) return { ...network, ...tls, tls: true };
  return path === undefined ? network : { ...network, path, tls: false };
}

function databaseOf(fields: ConnectionFields, extra: ExtraReader): number | undefined {
  const fromExtra = extra.wholeNumber('db');
  const fromSchema = new ExtraReader({ schema: fields.schema ?? '' }).value('schema');
  if (fromSchema === undefined) return fromExtra;
  const isNumber = /^[0-9]{1,9}$/.test(String(fromSchema));
  if (isNumber && (fromExtra === undefined || fromExtra === Number(fromSchema))) return Number(fromSchema);
  throw invalidExtra(
    'db',
    isNumber
      ? 'and the schema name two databases.'
      : 'is where a database is named, and the schema is no number.',
    'Write the number of the database as "db", and leave the schema out.',
  );
}
