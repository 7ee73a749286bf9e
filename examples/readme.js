import { loadSecrets, SecretsError } from 'chatelaine';

const secrets = await loadSecrets();
try {
  const hello = await secrets.getVariable('hello');
  console.log(`${hello}`); // [secret variable/hello]
  console.log(hello.reveal()); // world
  console.log(await secrets.findVariable('nothing')); // undefined
  await secrets.getVariable('nothing');
} catch (error) {
  if (!SecretsError.is(error, 'SECRET_NOT_FOUND')) throw error;
  console.log(error.message); // which backends were asked, and under which names
} finally {
  await secrets.close();
}
