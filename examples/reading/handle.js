import { createSecrets } from 'chatelaine';

/** Stands for a vault, and a database with the same password. */
let password = 'first';
const vault = {
  name: 'vault',
  find: async ({ id }) => ({ value: `postgres://ann:${password}@db.example.com/app`, name: id }),
};
class LoginRefused extends Error {}
const query = async (connection) => {
  if (!connection.password.equals(password)) throw new LoginRefused();
  return `${connection.login} reads a row`;
};

const secrets = createSecrets({ backends: [vault] });
const db = secrets.handle('connection/db');
console.log(`${db}`, db.current);
await db.ready(); // waits for the first value
db.onChange(() => console.log('there is a new value'));
console.log(db.current.host);

password = 'second'; // it was changed, and nobody has told
const isRefused = (error) => error instanceof LoginRefused;
console.log(await db.use(query, { isRefused }));
await secrets.close(); // the handle, too
