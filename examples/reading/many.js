import { createSecrets, env } from 'chatelaine';

const secrets = createSecrets({ backends: [env()] });
const refs = ['connection/smtp_default', 'variable/region', { kind: 'secret', id: 'api-token' }];
for (const { ref, outcome, answer, error } of await secrets.getMany(refs)) {
  console.log(ref.kind, ref.id, outcome, answer?.origin.name ?? error.code);
}

await secrets.preload(['connection/smtp_default', 'secret/api-token']); // fails when one of them is nowhere
await secrets.close();
