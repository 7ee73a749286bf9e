import { createSecrets, env } from 'chatelaine';

process.env.AIRFLOW_CONN_DB = 'postgres://ada:s%2Fash@db.example:5432/sales?sslmode=require';
const secrets = createSecrets({ backends: [env()] });
const db = await secrets.getConnection('db');

console.log(`${db}`); // [secret connection/db]
console.log(db.host); // db.example
console.log(db.password); // [secret connection/db password]
console.log(db.password.reveal()); // s/ash
console.log(db.extra.json().sslmode); // require
console.log(db.reveal().port); // 5432
console.log(db.toUri()); // [secret connection/db uri]
console.log(db.losses.length); // 0
await secrets.close();
