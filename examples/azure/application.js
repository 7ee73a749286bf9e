// An application that knows nothing of Azure: the same lines as in ../quickstart.
import { loadSecrets } from 'chatelaine';
import { printTrace } from '../print-trace.js';

const secrets = await loadSecrets();
try {
  console.log(`hello = ${(await secrets.getVariable('hello')).reveal()}`);
  const smtp = await secrets.getConnection('smtp_default');
  printTrace(await secrets.explain('connection/smtp_default'));
  console.log(
    `smtp_default is ${smtp.login} at ${smtp.host}:${smtp.port}, and its password is ${smtp.password}.`,
  );
} finally {
  await secrets.close();
}
