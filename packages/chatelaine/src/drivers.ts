export type {
  AmqpOptions,
  AmqpSocket,
  ConnectionSource,
  HttpOptions,
  MysqlOptions,
  MysqlTlsOptions,
  PostgresOptions,
  RedisOptions,
  RedisSocket,
  SmtpAuth,
  SmtpOptions,
  TlsOptions,
  TlsVersion,
} from '@chatelaine/core/drivers';
export { toAmqp, toHttp, toMysql, toPostgres, toRedis, toSmtp } from '@chatelaine/core/drivers';
