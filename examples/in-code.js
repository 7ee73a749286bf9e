import { createSecrets, env, file, guarded } from 'chatelaine';

const secrets = createSecrets({
  backends: [env(), guarded(file({ path: './secrets.yaml' }), { timeoutMs: 500, onError: 'next' })],
});
await secrets.close();
