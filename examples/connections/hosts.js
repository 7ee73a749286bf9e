import { createSecrets, env, SecretsError } from 'chatelaine';
import { formatConnectionUri, parseConnection } from 'chatelaine/connection';

const uri = 'mongodb://ada:pa,ss@db1.example:27017,db2.example:27018/sales';

const { fields } = parseConnection(uri, { reading: 'strict' });
console.log(fields.hosts[1]); // { host: 'db2.example', port: 27018 }
console.log(fields.hosts.length); // 2
console.log(fields.host, fields.port); // db1.example 27017
console.log(formatConnectionUri(fields)); // mongodb://ada:pa%2Css@db1.example:27017,db2.example:27018/sales

process.env.AIRFLOW_CONN_CLUSTER = uri;
const secrets = createSecrets({ backends: [env()], connections: 'strict' });
const cluster = await secrets.getConnection('cluster');
console.log(cluster.hosts.map(({ host }) => host).join(' ')); // db1.example db2.example
await secrets.close();

try {
  parseConnection(uri); // as Airflow, which refuses it
} catch (error) {
  if (!SecretsError.is(error, 'INVALID_VALUE')) throw error;
  console.log(error.code); // INVALID_VALUE
}
