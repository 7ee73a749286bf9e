import { loadSecrets } from 'chatelaine';

const secrets = await loadSecrets({ env: { AIRFLOW_VAR_HELLO: 'world' } });
const value = (await secrets.getVariable('hello')).reveal();
await secrets.close();
if (value !== 'world') throw new Error('This is not the value.');
