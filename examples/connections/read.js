import { parseConnection } from 'chatelaine/connection';

const uri = 'postgresql://ada:s%2Fash@db.example:5432/sales?sslmode=require';
const json = '{"conn_type": "postgresql", "host": "db.example", "extra": {"sslmode": "require"}}';

const { fields, givenType } = parseConnection(uri);
console.log(fields.type); // postgres
console.log(givenType); // postgresql
console.log(fields.password); // s/ash
console.log(fields.extra); // { sslmode: 'require' }

console.log(parseConnection(json).fields.host); // db.example
console.log(parseConnection(json).fields.password); // undefined
