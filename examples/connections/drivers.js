import { SecretsError } from 'chatelaine';
import { parseConnectionUri } from 'chatelaine/connection';
import { toHttp, toPostgres, toRedis } from 'chatelaine/drivers';

const db = parseConnectionUri('postgres://ada:s%2Fash@db.example:5432/sales?sslmode=verify-full').fields;
const { host, port, user, database, ssl } = toPostgres(db); // for new pg.Pool(toPostgres(connection))
console.log(host, port, user, database); // db.example 5432 ada sales
console.log(ssl.rejectUnauthorized); // true

const cache = parseConnectionUri('rediss://:secret@cache.example:6380/2').fields;
console.log(toRedis(cache).db); // 2

const api = parseConnectionUri('http://https://ada:secret@api.example/v1').fields;
console.log(toHttp(api).url); // https://api.example/v1

try {
  toPostgres(parseConnectionUri('postgres://db.example/sales?sslmode=prefer').fields);
} catch (error) {
  if (!SecretsError.is(error, 'INVALID_VALUE')) throw error;
  console.log(error.field.join('.')); // extra.sslmode
}
