export {
  toAmqp,
  toHttp,
  toMysql,
  toPostgres,
  toRedis,
  toSmtp,
} from '../../../packages/core/dist/drivers/index.js';
