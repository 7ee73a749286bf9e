import { createSecrets, env, SecretsError } from 'chatelaine';
import * as v from 'valibot';

const Extra = v.object({
  sslmode: v.optional(v.picklist(['disable', 'require', 'verify-full']), 'verify-full'),
  timeout: v.pipe(v.string(), v.toNumber()),
});

process.env.AIRFLOW_CONN_GOOD = 'postgres://db.example/sales?timeout=30';
process.env.AIRFLOW_CONN_BAD = 'postgres://db.example/sales?sslmode=hunter2';
const secrets = createSecrets({ backends: [env()] });

const good = await secrets.getConnection('good');
const { sslmode, timeout } = good.extraAs(Extra);
console.log(sslmode); // verify-full
console.log(timeout + 1); // 31

try {
  const bad = await secrets.getConnection('bad');
  bad.extraAs(Extra);
} catch (error) {
  if (!SecretsError.is(error, 'INVALID_VALUE')) throw error;
  console.log(error.message); // env: the extra of connection/bad does not fit its schema at "sslmode", "timeout" (missing). Correct what is stored, or the schema.
} finally {
  await secrets.close();
}
