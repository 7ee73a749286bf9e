import { createHash } from 'node:crypto';
import { loadSecrets } from 'chatelaine';

const secrets = await loadSecrets({ config: process.argv[2] });
const { host, port, login, password } = (await secrets.getConnection('smtp_default')).reveal();
const sender = await secrets.getVariable('mail_sender');
const database = await secrets.getConfig('sql_alchemy_conn');
// Where a store keeps versions, a variable says which one is in use; elsewhere it is not there.
const version = (await secrets.findVariable('signing_key_version'))?.reveal();
const signingKey = await secrets.getSecret('signing-key', { version });
await secrets.close();

const digest = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12);
console.log(`${sender.reveal()} is sent by ${login} at ${host}:${port}, password ${digest(password)}`);
console.log(`database ${digest(database.reveal())}, signing key ${digest(signingKey.reveal())}`);
