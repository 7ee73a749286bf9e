import { createSecrets } from '../assemble.js';
import { SecretsError } from '../errors.js';
import { guarded } from '../guarded.js';
import { ScriptedBackend } from '../test-kit/scripted-backend.js';
import { lastKnownGoodFile } from './last-known-good-file.js';

/** A process that needs a connection to start: the file, and what the vault answers, or nothing while it is down. */
const [, , path = '', answer] = process.argv;
const vault = new ScriptedBackend('vault', answer ?? new SecretsError('UNAVAILABLE', 'vault: down.'));
const secrets = createSecrets({
  backends: [guarded(vault, { retry: false })],
  lastKnownGood: lastKnownGoodFile({ path, key: { env: 'KNOWN_GOOD_KEY' } }),
});
try {
  const { origin, ...db } = await secrets.getConnection('db');
  console.log(db.login, db.password?.reveal(), origin.stale);
} catch (error) {
  if (!SecretsError.is(error)) throw error;
  console.log(error.code, error.message);
}
await secrets.close();
