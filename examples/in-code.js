import { createSecrets, env, file, guarded } from 'chatelaine';

const _secrets = createSecrets({
  backends: [env(), guarded(file({ path: './secrets.yaml' }), { timeoutMs: 500, onError: 'next' })],
});
