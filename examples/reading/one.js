import { createSecrets, env } from 'chatelaine';

const secrets = createSecrets({ backends: [env()] });
const token = await secrets.getSecret('api-token'); // fails when it is nowhere
const region = (await secrets.findVariable('region'))?.reveal() ?? 'eu-west'; // undefined when it is nowhere
const { host, login, password } = await secrets.getConnection('smtp_default');
console.log(`${token}, ${token.reveal().length} characters, in ${region}`);
console.log(`${login} at ${host} with ${password}`);
console.log(token.origin.backend, token.origin.name);
await secrets.close();
