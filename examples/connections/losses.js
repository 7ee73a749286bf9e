import { SecretsError } from 'chatelaine';
import { parseConnection } from 'chatelaine/connection';

const text = 'smtp://relay.example/mail#1';

const { fields, losses } = parseConnection(text); // what Airflow reads, and what it did not say
console.log(fields.schema); // mail
console.log(losses[0].kind); // fragment-dropped
console.log(losses[0].message); // Everything from the first "#" on was dropped. Write a "#" that belongs to a value as %23.

try {
  parseConnection(text, { reading: 'strict' });
} catch (error) {
  if (!SecretsError.is(error, 'INVALID_VALUE')) throw error;
  console.log(error.code); // INVALID_VALUE
}
