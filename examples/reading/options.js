import { createSecrets, SecretsError } from 'chatelaine';

/** Stands for a store that keeps versions. */
const versions = ['first', 'second'];
const vault = {
  name: 'vault',
  supports: { versions: true },
  async find({ id, version = String(versions.length) }) {
    const value = versions[version - 1];
    return value === undefined ? undefined : { value, name: id, version };
  },
};

const secrets = createSecrets({ backends: [vault] });
const newest = await secrets.getSecret('token');
const before = await secrets.getSecret('token', { version: '1' });
console.log(newest.origin.version, newest.reveal(), before.origin.version, before.reveal());

versions.push('third');
const kept = await secrets.getSecret('token');
const fresh = await secrets.getSecret('token', { fresh: true, timeoutMs: 500 });
console.log(kept.reveal(), fresh.reveal());

try {
  await secrets.getSecret('token', { version: '9' });
} catch (error) {
  if (!SecretsError.is(error, 'SECRET_NOT_FOUND')) throw error;
  console.log(error.problem);
}
await secrets.close();
