import { createSecrets } from 'chatelaine';

/** Stands for a vault. */
const vault = { name: 'vault', find: async ({ id }) => ({ value: 'world', name: id }) };

const secrets = createSecrets({ backends: [vault] });
console.log(secrets.snapshot('variable/hello')); // nothing is kept yet
await secrets.getVariable('hello');
console.log(secrets.snapshot('variable/hello').reveal());
secrets.invalidate('variable/hello'); // the next get asks for it
console.log(secrets.snapshot('variable/hello'));
await secrets.close();
