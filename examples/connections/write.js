import { SecretsError } from 'chatelaine';
import { formatConnectionJson, formatConnectionUri, parseConnectionUri } from 'chatelaine/connection';

const fields = { type: 'google_cloud_platform', password: 'a/b?', port: 0, extra: { project: 'sales' } };
const uri = formatConnectionUri(fields);
console.log(uri); // google-cloud-platform://:a%2Fb%3F@:0/?project=sales
console.log(parseConnectionUri(uri).fields.password); // a/b?

console.log(formatConnectionUri({ type: 'aws', extra: { retries: 3 } })); // aws:///?__extra__=%7B%22retries%22%3A+3%7D
console.log(formatConnectionJson({ type: 'aws', description: 'sales' })); // {"conn_type": "aws", "description": "sales"}

try {
  formatConnectionUri({ type: 'aws', description: 'sales' });
} catch (error) {
  if (!SecretsError.is(error, 'INVALID_VALUE')) throw error;
  console.log(error.message); // A URI cannot carry the description of a connection. Write the connection as JSON.
}
