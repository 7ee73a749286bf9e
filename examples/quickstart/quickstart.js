// The main job: an application names what it needs, and the config file says where that lives.
import { loadSecrets } from 'chatelaine';
import { printTrace } from '../print-trace.js';
import { greetMailServer } from './mail-server.js';

const secrets = await loadSecrets(new URL('chatelaine.yaml', import.meta.url));
try {
  const hello = await secrets.getVariable('hello');
  console.log(`hello = ${hello.reveal()}`);
  console.log(`Printed without asking for it, it is ${hello}.\n`);

  const smtp = await secrets.getConnection('smtp_default');
  printTrace(await secrets.explain('connection/smtp_default'));

  const { host, port, login, password } = smtp.reveal();
  console.log(`The mail server says: ${await greetMailServer({ host, port, login, password })}`);
} finally {
  await secrets.close();
}
