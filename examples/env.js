import { createSecrets, env } from 'chatelaine';

const secrets = createSecrets({ backends: [env()] });
const token = await secrets.getSecret('api-token');
console.log(`${token} is in ${token.origin.name}.`); // API_TOKEN
await secrets.close();
