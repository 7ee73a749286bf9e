import { createSecrets, env } from 'chatelaine';
import { redactor } from 'chatelaine/redaction';

const secrets = createSecrets({ backends: [env()] });
const redact = redactor(secrets); // knows each value from the moment that it is handed out

const { password } = (await secrets.getConnection('db')).reveal();
console.log(redact.text(`no log-in with ${password} or ${encodeURIComponent(password)}`));
console.log(redact.text(`Authorization: Basic ${Buffer.from(`scott:${password}`).toString('base64')}`));
console.log(redact.value({ url: `postgres://scott:${password}@db/app`, apiKey: 'unknown, but named so' }));

redact.dispose();
await secrets.close();
