import { loadSecrets } from 'chatelaine';

const secrets = await loadSecrets(); // chatelaine.yaml, or airflow.cfg
const smtp = await secrets.getConnection('smtp_default');
const { host, port, login, password } = smtp.reveal();
console.log(`${login} logs in at ${host}:${port} with ${password.length} characters.`);
await secrets.close();
