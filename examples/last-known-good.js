import { createSecrets, guarded } from 'chatelaine';
import { lastKnownGoodFile } from 'chatelaine/last-known-good';

/** Stands for a vault, which may be down. */
const vault = (isUp) => ({
  name: 'vault',
  async find({ id }) {
    if (!isUp) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    return { value: 'postgres://ann:password@db.example.com/app', name: id };
  },
});

for (const isUp of [true, false]) {
  const secrets = createSecrets({
    backends: [guarded(vault(isUp), { retry: false })],
    lastKnownGood: lastKnownGoodFile({
      path: process.env.KNOWN_GOOD_FILE, // one for each process, in a folder of its user alone
      key: { env: 'KNOWN_GOOD_KEY' }, // openssl rand -base64 32
      context: 'https://contoso.vault.azure.net', // what else tells this configuration from others
      onProblem: (problem) => console.log(problem.message),
    }),
  });
  const { login, origin } = await secrets.getConnection('db');
  console.log(`${login}, ${origin.stale ? 'as last known' : 'from the vault'}`);
  await secrets.close();
}
