import { createSecrets, file } from 'chatelaine';

const secrets = createSecrets({ backends: [file({ path: './dev-secrets.yaml' })] });
const smtp = await secrets.getConnection('smtp_default');
console.log(`${smtp.login} at ${smtp.host}:${smtp.port}`);
await secrets.close();
