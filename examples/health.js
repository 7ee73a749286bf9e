import { createSecrets, guarded } from 'chatelaine';

/** Stands for a vault that goes down. */
let isUp = true;
const vault = {
  name: 'vault',
  async find({ id }) {
    if (!isUp) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    return { value: 'a value', name: id, expiresAt: new Date(Date.now() + 30 * 86_400_000) };
  },
};

const secrets = createSecrets({
  backends: [guarded(vault, { retry: false, breaker: false })],
  cache: { freshMs: 0 },
});
const show = () => {
  const [{ backend, state, lastFailureCode = 'no failure', daysToExpiry }] = secrets.health().backends;
  console.log(
    `${backend}: ${state}, ${lastFailureCode}, ${Math.round(daysToExpiry)} days to the next expiry`,
  );
};

await secrets.getSecret('token');
show();
isUp = false;
for (const id of ['token', 'a', 'b']) await secrets.findSecret(id).catch(() => undefined);
show();
const { misses, staleServed, backends } = secrets.stats();
console.log(`${misses} calls waited, ${staleServed} got a stale value, ${backends[0].requests} requests`);
await secrets.close();
